import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/temp-folder.ts';

const MIB = 1024 * 1024;
const LARGEST = 104_857_599;
const HEAD =
  '{"botId":456,"botToken":"my_bot_token","dialogId":"chat5","fields":{"name":"big.bin","content":"';
/** A multiple of 3 bytes, so that the pieces' Base64 can be strung together. */
const PIECE = Buffer.from(Uint8Array.from({ length: 3 * 65_536 }, (_, at) => (at * 31) % 251));

function* pieces(size: number): Generator<Buffer> {
  for (let at = 0; at < size; at += PIECE.length) yield PIECE.subarray(0, Math.min(PIECE.length, size - at));
}

function* body(size: number): Generator<string> {
  yield HEAD;
  for (const piece of pieces(size)) yield piece.toString('base64');
  yield '"}}';
}

async function send(webhook: string, size: number): Promise<Record<string, unknown>> {
  const client = request(`${webhook}imbot.v2.File.upload`, { method: 'POST' });
  const answered = once(client, 'response');
  await pipeline(Readable.from(body(size)), client);
  const [response] = (await answered) as [Readable];
  return JSON.parse(await text(response)) as Record<string, unknown>;
}

async function ask<T>(child: ChildProcess, question?: string): Promise<T> {
  if (question !== undefined) child.send(question);
  const [answer] = (await once(child, 'message')) as [T];
  return answer;
}

test('100 MiB minus one byte passes, one byte more is refused, and neither fills the memory', async () => {
  const child = fork(new URL('sandbox-process.ts', import.meta.url), [temporaryFolder()]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const { webhook } = await ask<{ webhook: string }>(child);
  await send(webhook, 10);
  const before = await ask<{ peakBytes: number }>(child, 'peak');

  const largest = await send(webhook, LARGEST);
  const tooLarge = await send(webhook, LARGEST + 1);

  expect(largest).toMatchObject({ result: { file: { size: LARGEST } } });
  expect(tooLarge).toMatchObject({ error: 'FILE_TOO_LARGE' });
  const after = await ask<{ peakBytes: number }>(child, 'peak');
  expect(after.peakBytes - before.peakBytes).toBeLessThan(90 * MIB);
  const state = await (await fetch(`${new URL(webhook).origin}/sandbox/state`)).text();
  const hash = createHash('sha256');
  for (const piece of pieces(LARGEST)) hash.update(piece);
  expect(state).toContain(hash.digest('hex'));
});
