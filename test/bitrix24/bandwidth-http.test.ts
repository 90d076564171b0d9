import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { bandwidth } from '#bitrix24/http/bandwidth.ts';
import { ManualClock } from '#test/support/manual-clock.ts';
import { realClock } from '#test/support/real-clock.ts';
import { answerJson, posted, startScriptServer } from '#test/support/script-server.ts';
import { sandboxPortal } from './sandbox-portal.ts';
import { connect, post, QUICK, testFile } from './portal-fixture.ts';

const FILE_BYTES = 3_000_000;
/** What is on its way at most: chunks that were let go, and what sockets and HTTP keep. */
const CHUNK_CHARS = 65_536;

const DEADLINE = { timeout: 20_000, interval: 5 };

/** A portal that counts what arrives of one upload. */
async function countingPortal() {
  const count = { bytes: 0, isCut: false };
  const server = await startScriptServer(() => undefined, {
    early: (request: IncomingMessage, response) => {
      request.on('data', (chunk: Buffer) => (count.bytes += chunk.length));
      request.on('end', () => answerJson(response, posted()));
      request.on('close', () => (count.isCut = !request.complete));
      return true;
    },
  });
  onTestFinished(() => server.close());
  return { server, count };
}

async function fileOf(size: number) {
  const made = await testFile(size);
  onTestFinished(() => made.remove());
  return made;
}

test('under a cap the whole file arrives with its hash', async () => {
  const takeBandwidth = bandwidth(realClock, () => 8_000_000);
  const { sandbox, client } = await sandboxPortal({ takeBandwidth });
  const { file, content } = await fileOf(FILE_BYTES);

  const { outcome } = await post(client, file);

  const sha256 = createHash('sha256').update(content).digest('hex');
  expect(outcome).toMatchObject({ type: 'posted', receipt: { sha256 } });
  expect(sandbox.control.messages('chat5').map((message) => message.file?.sha256)).toEqual([sha256]);
});

test('no more leaves than the cap lets go, however much the portal would take', async () => {
  const clock = new ManualClock();
  const { server, count } = await countingPortal();
  const asked: number[] = [];
  const cap = bandwidth(clock, () => CHUNK_CHARS);
  const client = connect(server.origin, {
    takeBandwidth: (bytes, signal) => {
      asked.push(bytes);
      return cap(bytes, signal);
    },
  });
  const { file } = await fileOf(FILE_BYTES);
  const posting = post(client, file);

  for (let chunks = 1; chunks <= 5; chunks += 1) {
    // The next chunk is asked for, and with it read from the disk, only when its turn has come.
    await vi.waitFor(() => expect([asked.length, clock.waiting]).toEqual([chunks + 1, 1]), DEADLINE);
    await vi.waitFor(() => expect(count.bytes).toBeGreaterThanOrEqual(chunks * CHUNK_CHARS), DEADLINE);
    expect(count.bytes).toBeLessThan((chunks + 1) * CHUNK_CHARS);
    await clock.advance(1_000);
  }

  await vi.waitFor(async () => {
    await clock.advance(1_000);
    expect(count.bytes).toBeGreaterThan((FILE_BYTES * 4) / 3);
  }, DEADLINE);
  expect((await posting).outcome).toMatchObject({ type: 'posted' });
});

test('what is cancelled while the cap holds it back breaks off at once, before its end', async () => {
  const clock = new ManualClock();
  const { server, count } = await countingPortal();
  const client = connect(server.origin, { takeBandwidth: bandwidth(clock, () => CHUNK_CHARS) });
  const { file } = await fileOf(FILE_BYTES);
  const cancel = new AbortController();
  const posting = post(client, file, { signal: cancel.signal });
  await vi.waitFor(() => expect(clock.waiting).toBe(1), DEADLINE);

  cancel.abort();
  const { outcome } = await posting;

  expect(outcome.type).toBe('failed');
  expect(outcome).not.toHaveProperty('sha256');
  expect(clock.waiting).toBe(0);
  await vi.waitFor(() => expect(count.isCut).toBe(true), DEADLINE);
  expect(count.bytes).toBeLessThan(2 * CHUNK_CHARS);
});

test('a cap that holds an upload back for longer than any limit of a request does not break it off', async () => {
  const clock = new ManualClock();
  const { server } = await countingPortal();
  const limitMs = 2_000;
  const timeouts = { ...QUICK, stallMs: limitMs, sendBaseMs: limitMs, slowestBytesPerSecond: Infinity };
  const client = connect(server.origin, { timeouts, takeBandwidth: bandwidth(clock, () => CHUNK_CHARS) });
  const { file } = await fileOf(100_000);
  const posting = post(client, file);

  await vi.waitFor(() => expect(clock.waiting).toBe(1), DEADLINE);
  await delay(limitMs * 2); // limits of a request run by the machine's own clock
  let isOver = false;
  void posting.finally(() => (isOver = true));
  await vi.waitFor(async () => {
    await clock.advance(1_000);
    expect(isOver).toBe(true);
  }, DEADLINE);

  expect((await posting).outcome).toMatchObject({ type: 'posted' });
});
