import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Secret } from '#domain/secret.ts';
import { parseWebhookUrl } from '#domain/webhook-url.ts';
import { webhookAccess, type Access } from '#bitrix24/client/access.ts';
import { createNetwork } from '#bitrix24/http/network.ts';
import { createPortalClient, type PortalClient, type PortalClientDeps } from '#bitrix24/portal-client.ts';
import { DEFAULT_TIMEOUTS, type Timeouts } from '#bitrix24/http/timeouts.ts';
import type { FileToPost, PostHooks, PostOutcome } from '#engine/ports.ts';
import { realClock } from '#test/support/real-clock.ts';
import { realFiles, stampOfPath } from '#test/support/real-files.ts';

/** A webhook code and a bot token that may appear nowhere. */
export const CODE = 'canarycode4711abcd';
export const BOT_TOKEN = 'canarybottoken0123456789abcdefgh';
export const TARGET = { portal: 'office', bot: 'scanner', dialog: 'chat5' };

/** Short enough for tests, long enough for a busy machine. */
export const QUICK: Timeouts = {
  ...DEFAULT_TIMEOUTS,
  connectMs: 5_000,
  answerMs: 5_000,
  bodyGapMs: 5_000,
  stallMs: 5_000,
};

/** Webhook access to a server of the test. */
export function testAccess(origin: string): Access {
  const parsed = parseWebhookUrl(`${origin}/rest/7/${CODE}/`);
  if (!parsed.ok) throw new Error(parsed.problem);
  return webhookAccess(parsed.webhook);
}

/** A client of a server of the test, through a webhook, unless the test brings something else. */
export function connect(origin: string, parts: Partial<PortalClientDeps> = {}): PortalClient {
  return createPortalClient({
    access: testAccess(origin),
    userId: 7,
    network: createNetwork({ origin, proxy: { type: 'none' } }),
    bots: () => ({ botId: 456, botToken: new Secret(BOT_TOKEN) }),
    files: realFiles,
    clock: realClock,
    random: () => 0.5,
    rate: { burst: 1_000, requestsPerSecond: 1_000 },
    timeouts: QUICK,
    userAgent: 'Chatdrop/test',
    ...parts,
  });
}

export interface TestFile {
  readonly file: FileToPost;
  readonly content: Buffer;
  remove(): Promise<void>;
}

/** A real file of random bytes, ready to be posted. */
export async function testFile(size: number, changes: Partial<FileToPost> = {}): Promise<TestFile> {
  const folder = await mkdtemp(join(tmpdir(), 'chatdrop-post-'));
  const path = join(folder, 'report.pdf');
  const content = randomBytes(size);
  await writeFile(path, content);
  const stamp = await stampOfPath(path);
  const file = { target: TARGET, path, root: folder, name: 'report.pdf', caption: '', stamp, ...changes };
  return { file, content, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Posts with hooks that count. */
export async function post(
  client: PortalClient,
  file: FileToPost,
  {
    signal = new AbortController().signal,
    ...hooks
  }: Partial<PostHooks> & { readonly signal?: AbortSignal } = {},
): Promise<{ readonly outcome: PostOutcome; readonly starts: number }> {
  let starts = 0;
  const outcome = await client.post(
    file,
    {
      onStart: () => {
        starts++;
        hooks.onStart?.();
      },
      ...(hooks.onProgress === undefined ? {} : { onProgress: hooks.onProgress }),
    },
    signal,
  );
  return { outcome, starts };
}
