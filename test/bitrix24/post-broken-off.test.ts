import type { IncomingMessage, ServerResponse } from 'node:http';

import { expect, test } from 'vitest';

import { answerJson } from '#test/support/script-server.ts';
import { connect, post, QUICK } from './portal-fixture.ts';
import { fileOf, portal } from './post-fixture.ts';

/** The length of the request's body is the file's Base64 and some 150 characters around it. */
const CUT_SIZE = 300_000;

test.each([0, 1, 200_000, -1])(
  'a connection cut after %i bytes of the body leaves nothing open',
  async (cut) => {
    const server = await portal(() => undefined, {
      early: (request: IncomingMessage) => {
        const length = Number(request.headers['content-length']);
        const limit = cut < 0 ? length + cut : cut;
        if (limit === 0) {
          request.socket.resetAndDestroy();
          return true;
        }
        // Reads no more than the limit; the kernel may take more over from the client.
        let read = 0;
        request.on('readable', () => {
          let chunk: Buffer | null;
          while (
            read < limit &&
            (chunk = request.read(Math.min(limit - read, request.readableLength)) as Buffer | null)
          ) {
            read += chunk.length;
          }
          if (read >= limit) request.socket.resetAndDestroy();
        });
        return true;
      },
    });
    const { file } = await fileOf(CUT_SIZE);

    const { outcome } = await post(connect(server.origin), file);

    expect(outcome).toMatchObject({ type: 'failed' });
    // Cut in the middle it is safe to send again; with all bytes handed over the chat has to be asked.
    expect(outcome.type === 'failed' && ['network.interrupted', 'network.unanswered']).toContain(
      outcome.type === 'failed' ? outcome.error.code : '',
    );
    expect(server.seen).toHaveLength(0);
  },
);

test('a connection cut after the last byte is looked into, not sent again', async () => {
  const server = await portal((_seen, response) => {
    response.socket?.resetAndDestroy();
  });
  const { file } = await fileOf(1_000);

  const { outcome } = await post(connect(server.origin), file);

  expect(outcome).toMatchObject({ type: 'failed', error: { code: 'network.unanswered', remedy: 'verify' } });
  expect(server.seen).toHaveLength(1);
});

test('a portal that never answers is given up after the answer time', async () => {
  const server = await portal(() => undefined);
  const { file } = await fileOf(1_000);

  const { outcome } = await post(connect(server.origin, { timeouts: { ...QUICK, answerMs: 100 } }), file);

  expect(outcome).toMatchObject({ type: 'failed', error: { code: 'network.unanswered', origin: 'answer' } });
});

test('a portal that stops reading is given up, and the file can be sent again', async () => {
  const server = await portal(() => undefined, {
    early: (request: { pause(): void }) => (request.pause(), true),
  });
  const { file } = await fileOf(20_000_000);

  const { outcome } = await post(connect(server.origin, { timeouts: { ...QUICK, stallMs: 200 } }), file);

  expect(outcome).toMatchObject({ type: 'failed', error: { code: 'network.interrupted', origin: 'stall' } });
});

test('an answer that drips for ever is given up', async () => {
  const server = await portal((_seen, response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write(' '), 10);
    response.on('close', () => clearInterval(drip));
  });
  const { file } = await fileOf(10);
  const timeouts = { ...QUICK, answerMs: 200, bodyGapMs: 2_000 };

  const { outcome } = await post(connect(server.origin, { timeouts }), file);

  expect(outcome).toMatchObject({
    type: 'failed',
    error: { code: 'network.unanswered', origin: 'deadline' },
  });
});

test('an answer without end is given up after a megabyte', async () => {
  const server = await portal((_seen, response) => {
    response.writeHead(200);
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(60_000)));
    };
    response.on('drain', more);
    more();
  });
  const { file } = await fileOf(10);

  const { outcome } = await post(connect(server.origin), file);

  expect(outcome).toMatchObject({ type: 'failed', error: { origin: 'answer-too-long', remedy: 'verify' } });
});

test('half an answer is looked into', async () => {
  const server = await portal((_seen, response) => {
    response.writeHead(200, { 'Content-Length': 1_000 });
    response.write('{"result":{"messageId":5');
    setTimeout(() => response.destroy(), 20);
  });
  const { file } = await fileOf(10);

  const { outcome } = await post(connect(server.origin), file);

  expect(outcome).toMatchObject({ type: 'failed', error: { code: 'network.unanswered' } });
});

test('a refusal before the body is complete is read, and the rest is not sent', async () => {
  const server = await portal(() => undefined, {
    early: (_request: unknown, response: ServerResponse) => {
      answerJson(response, { error: 'QUERY_LIMIT_EXCEEDED' }, 503);
      return true;
    },
  });
  const { file } = await fileOf(20_000_000);

  const { outcome } = await post(connect(server.origin), file);

  expect(outcome).toMatchObject({ type: 'failed', error: { code: 'portal.rate-limited' } });
  expect(outcome.type === 'failed' ? outcome.sentBytes : Infinity).toBeLessThan(20_000_000);
});

test('being told to stop ends the request', async () => {
  const server = await portal(() => undefined);
  const { file } = await fileOf(1_000);
  const stop = new AbortController();

  const posting = post(connect(server.origin), file, { signal: stop.signal });
  await expect.poll(() => server.seen.length).toBe(1);
  stop.abort();

  await expect(posting).resolves.toMatchObject({ outcome: { type: 'failed', error: { remedy: 'verify' } } });
});
