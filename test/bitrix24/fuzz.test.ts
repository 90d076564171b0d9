import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { posted, startScriptServer, type ScriptServer } from '#test/support/script-server.ts';
import { connect, post, testFile, type TestFile } from './portal-fixture.ts';

interface Answer {
  readonly status: number;
  readonly body: string;
  /** Characters after which the connection is cut; -1 for none. */
  readonly cutAt: number;
}

const GOOD = JSON.stringify(posted(17));
let answer: Answer = { status: 200, body: GOOD, cutAt: -1 };
let server: ScriptServer;
let made: TestFile;

beforeAll(async () => {
  made = await testFile(50);
  server = await startScriptServer((_seen, response) => {
    if (answer.cutAt < 0) {
      response.writeHead(answer.status);
      response.end(answer.body);
      return;
    }
    response.writeHead(answer.status, { 'Content-Length': Buffer.byteLength(answer.body) + 1 });
    response.write(answer.body.slice(0, answer.cutAt), () => response.destroy());
  });
});
afterAll(async () => {
  await server.close();
  await made.remove();
});

const mutated = fc
  .tuple(
    fc.constantFrom(GOOD, '{"error":"ACCESS_DENIED"}'),
    fc.nat(400),
    fc.nat(40),
    fc.string({ maxLength: 20 }),
  )
  .map(
    ([text, at, length, instead]) =>
      text.slice(0, at % text.length) + instead + text.slice((at % text.length) + length),
  );

const body = fc.oneof(
  mutated,
  fc.json(),
  fc.string(),
  fc.record({ result: fc.anything() }).map((value) => JSON.stringify(value, bigintsAsText)),
  fc
    .record({
      result: fc.record({ messageId: fc.jsonValue(), file: fc.jsonValue(), chatId: fc.jsonValue() }),
    })
    .map((value) => JSON.stringify(value)),
  fc
    .record({ error: fc.jsonValue(), error_description: fc.jsonValue() })
    .map((value) => JSON.stringify(value)),
);

const answers = fc.record({
  status: fc.oneof(fc.constantFrom(200, 200, 400, 401, 403, 500, 503), fc.integer({ min: 200, max: 599 })),
  body,
  cutAt: fc.oneof({ weight: 4, arbitrary: fc.constant(-1) }, { weight: 1, arbitrary: fc.nat(60) }),
});

test('no answer whatever crashes the client or passes for a delivery without a message id', async () => {
  const client = connect(server.origin, {
    rate: { burst: 1, requestsPerSecond: Infinity },
    clock: neverWaiting,
  });
  await fc.assert(
    fc.asyncProperty(answers, async (next) => {
      answer = next;
      const before = server.started();

      const { outcome } = await post(client, made.file);

      expect(server.started() - before).toBeLessThanOrEqual(1);
      if (outcome.type === 'posted') {
        expect(next.cutAt).toBe(-1);
        const parsed = JSON.parse(next.body) as { result: { messageId: unknown } };
        expect(Number(parsed.result.messageId)).toBe(outcome.receipt.messageId);
        expect(outcome.receipt.messageId).toBeGreaterThan(0);
      }
    }),
    { numRuns: 10_000 },
  );
});

test('the fuzzed portal does deliver when it answers well', async () => {
  answer = { status: 200, body: GOOD, cutAt: -1 };

  const { outcome } = await post(connect(server.origin), made.file);

  expect(outcome.type).toBe('posted');
});

/** Pauses a random refusal asks for are over at once. */
const neverWaiting = {
  now: (() => {
    let now = 0;
    return () => (now += 3_600_000);
  })(),
  monotonicMs: (() => {
    let now = 0;
    return () => (now += 60_000);
  })(),
  setTimer: (_delayMs: number, run: () => void) => {
    const timer = setImmediate(run);
    return { cancel: () => clearImmediate(timer) };
  },
};

function bigintsAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
