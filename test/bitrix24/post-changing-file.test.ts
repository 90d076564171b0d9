import { createHash } from 'node:crypto';
import { appendFile, utimes, writeFile } from 'node:fs/promises';

import { expect, test } from 'vitest';

import type { OpenFile } from '#engine/ports.ts';
import { realFiles, stampOfPath } from '#test/support/real-files.ts';
import { answerJson, posted } from '#test/support/script-server.ts';
import { connect, post } from './portal-fixture.ts';
import { fileOf, portal } from './post-fixture.ts';

/** Runs something when the file is read from a position on. */
function filesThat(atPosition: number, run: () => Promise<void>) {
  let done = false;
  return {
    ...realFiles,
    async open(path: string, root: string): Promise<OpenFile> {
      const handle = await realFiles.open(path, root);
      return {
        ...handle,
        read: async (target, position) => {
          const read = await handle.read(target, position);
          if (position + read >= atPosition && !done) {
            done = true;
            await run();
          }
          return read;
        },
      };
    },
  };
}

test.each([1, 40_000, 100_000, 499_999, 500_000])(
  'a file that grows when %i bytes were read is never posted',
  async (position) => {
    const server = await portal((_seen, response) => answerJson(response, posted()));
    const { file } = await fileOf(500_000);
    const files = filesThat(position, () => appendFile(file.path, 'more'));

    const { outcome } = await post(connect(server.origin, { files }), file);

    expect(outcome).toMatchObject({ type: 'failed', error: { code: 'file.changed', remedy: 'settle' } });
    expect(server.seen).toHaveLength(0);
  },
);

test.each([1, 250_000, 500_000])(
  'a file that is cut when %i bytes were read is never posted',
  async (position) => {
    const server = await portal((_seen, response) => answerJson(response, posted()));
    const { file } = await fileOf(500_000);
    const files = filesThat(position, () => writeFile(file.path, 'short'));

    const { outcome } = await post(connect(server.origin, { files }), file);

    expect(outcome).toMatchObject({ type: 'failed', error: { code: 'file.changed' } });
    expect(server.seen).toHaveLength(0);
  },
);

test.each([1, 250_000, 500_000])(
  'a file that is rewritten in place when %i bytes were read is never posted',
  async (position) => {
    const server = await portal((_seen, response) => answerJson(response, posted()));
    const { file, content } = await fileOf(500_000);
    // As quiet as a settled file: within one tick of the system's clock two writes bear the same time.
    await utimes(file.path, 1, 1);
    const stamp = await stampOfPath(file.path);
    const other = content.map((byte) => byte ^ 0xff);
    const files = filesThat(position, () => writeFile(file.path, other, { flag: 'r+' }));

    const { outcome } = await post(connect(server.origin, { files }), { ...file, stamp });

    expect(outcome).toMatchObject({ type: 'failed', error: { code: 'file.changed', remedy: 'settle' } });
    expect(server.seen).toHaveLength(0);
    expect(await stampOfPath(file.path)).toMatchObject({ ino: stamp.ino, size: stamp.size });
  },
);

test.each([40_000, 500_000])(
  'a file of %i bytes that is rewritten and has its time set back is never posted; one that is only touched is',
  async (size) => {
    const server = await portal((_seen, response) => answerJson(response, posted()));
    const { file, content } = await fileOf(size);
    await utimes(file.path, 1, 1);
    const stamp = await stampOfPath(file.path);
    const other = content.map((byte) => byte ^ 0xff);
    const rewritten = filesThat(1, async () => {
      await writeFile(file.path, other, { flag: 'r+' });
      await utimes(file.path, 1, 1);
    });
    const touched = filesThat(1, () => utimes(file.path, 1, 1));

    const first = await post(connect(server.origin, { files: rewritten }), { ...file, stamp });
    const second = await post(connect(server.origin, { files: touched }), { ...file, stamp });

    expect(first.outcome).toMatchObject({ type: 'failed', error: { code: 'file.changed' } });
    expect(second.outcome).toMatchObject({
      type: 'posted',
      receipt: { sha256: createHash('sha256').update(other).digest('hex') },
    });
    expect(server.seen).toHaveLength(1);
  },
);

test('a file that changed since it settled costs no request', async () => {
  const server = await portal((_seen, response) => answerJson(response, posted()));
  const { file } = await fileOf(100);
  await appendFile(file.path, 'x');

  const { outcome, starts } = await post(connect(server.origin), file);

  expect(outcome).toMatchObject({ type: 'failed', error: { code: 'file.changed' }, sentBytes: 0 });
  expect(starts).toBe(0);
  expect(server.started()).toBe(0);
});
