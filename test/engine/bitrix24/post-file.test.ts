import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { appendFile, utimes, writeFile } from 'node:fs/promises';

import { afterEach, expect, test } from 'vitest';

import type { OpenFile } from '#engine/ports.ts';
import { realFiles, stampOfPath } from '#test/support/real-files.ts';
import {
  answerJson,
  posted,
  startScriptServer,
  type Script,
  type ScriptServer,
} from '#test/support/script-server.ts';
import { BOT_TOKEN, CODE, connect, post, QUICK, testFile } from './portal-fixture.ts';

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function portal(script: Script, options = {}): Promise<ScriptServer> {
  const server = await startScriptServer(script, options);
  cleanups.push(() => server.close());
  return server;
}

async function fileOf(size: number, changes = {}) {
  const made = await testFile(size, changes);
  cleanups.push(() => made.remove());
  return made;
}

const SIZES = [1, 2, 3, 49_151, 49_152, 49_153, 98_304, 1_000_000];

test.each(SIZES)('a file of %i bytes arrives whole in one request', async (size) => {
  const server = await portal((_seen, response) => answerJson(response, posted()));
  const { file, content } = await fileOf(size, { caption: 'as of today' });

  const { outcome, starts } = await post(connect(server.origin), file);

  const sha256 = createHash('sha256').update(content).digest('hex');
  expect(outcome).toEqual({
    type: 'posted',
    receipt: { messageId: 17, fileId: 9, chatId: 5, storedName: 'report (1).pdf', sha256 },
  });
  expect(starts).toBe(1);
  expect(server.seen).toHaveLength(1);
  expect(server.seen[0]).toMatchObject({ method: 'POST', url: `/rest/7/${CODE}/imbot.v2.File.upload` });
  expect(server.seen[0]?.headers['content-type']).toBe('application/json');
  expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual({
    botId: 456,
    botToken: BOT_TOKEN,
    dialogId: 'chat5',
    fields: { name: 'report.pdf', message: 'as of today', content: content.toString('base64') },
  });
});

test('names with quotes, Cyrillic, emoji and lone surrogates survive', async () => {
  const server = await portal((_seen, response) => answerJson(response, posted()));
  const name = 'Отчёт "№ 5" [копия] \\ 😀 \uD800.pdf';
  const { file } = await fileOf(10, { name });

  await post(connect(server.origin), file);

  const body = JSON.parse(server.seen[0]?.body ?? '') as { fields: { name: string } };
  expect(body.fields.name).toBe(name);
});

test.each([
  ['no message id', { result: { file: { id: 1 } } }],
  ['a message id of 0', posted(0)],
  ['a negative message id', posted(-4)],
  ['text for a message id', posted('soon')],
  ['a fraction', posted(1.5)],
])('a 200 with %s is not a delivery', async (_what, answer) => {
  const server = await portal((_seen, response) => answerJson(response, answer));
  const { file } = await fileOf(10);

  const { outcome } = await post(connect(server.origin), file);

  expect(outcome).toMatchObject({ type: 'failed', error: { code: 'network.unanswered', remedy: 'verify' } });
});

test('a message id that comes as text counts', async () => {
  const server = await portal((_seen, response) => answerJson(response, posted('17')));
  const { file } = await fileOf(10);

  const { outcome } = await post(connect(server.origin), file);

  expect(outcome).toMatchObject({ type: 'posted', receipt: { messageId: 17 } });
});

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

test('what onStart throws ends the attempt with nothing sent', async () => {
  const server = await portal((_seen, response) => answerJson(response, posted()));
  const { file } = await fileOf(100);

  const { outcome } = await post(connect(server.origin), file, {
    onStart: () => {
      throw new Error('ledger full');
    },
  });

  expect(outcome).toMatchObject({ type: 'failed', error: { code: 'internal' }, sentBytes: 0 });
  expect(server.started()).toBe(0);
});

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
          let piece: Buffer | null;
          while (
            read < limit &&
            (piece = request.read(Math.min(limit - read, request.readableLength)) as Buffer | null)
          ) {
            read += piece.length;
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

test('progress grows and never passes the size', async () => {
  const server = await portal((_seen, response) => answerJson(response, posted()));
  const { file } = await fileOf(1_000_000);
  const seen: number[] = [];
  let now = 0;
  const clock = {
    now: () => 0,
    monotonicMs: () => (now += 1_000),
    setTimer: () => ({ cancel: () => undefined }),
  };

  await post(connect(server.origin, { clock }), file, { onProgress: (bytes) => seen.push(bytes) });

  expect(seen.length).toBeGreaterThan(5);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen.at(-1)).toBe(1_000_000);
});
