import { request } from 'node:http';

import { expect, test } from 'vitest';

import { BodyWriter } from '#bitrix24/upload/body-writer.ts';

/** A writer of a three-byte body on a request that never gets anywhere. */
function stuckWriter() {
  const stuck = request({ host: '127.0.0.1', port: 1, method: 'POST', createConnection: () => undefined });
  stuck.on('error', () => undefined);
  const body = { contentType: 'text/plain', length: 3, send: () => Promise.resolve() };
  return { stuck, writer: new BodyWriter(stuck, body) };
}

test('a body counts as complete once its last chunk is handed over, taken or not', async () => {
  const { stuck, writer } = stuckWriter();

  const first = writer.write(Buffer.from('ab'));
  expect(writer.isComplete).toBe(false);
  const last = writer.write(Buffer.from('c'));
  expect(writer.isComplete).toBe(true);

  const ends = Promise.allSettled([first, last]);
  writer.stop();
  expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  stuck.destroy();
});

test('neither more than announced nor less is sent', async () => {
  const { stuck, writer } = stuckWriter();

  await expect(writer.write(Buffer.from('abcd'))).rejects.toThrow('longer');
  await expect(writer.send()).rejects.toThrow('shorter');
  expect(writer.isComplete).toBe(false);
  stuck.destroy();
});
