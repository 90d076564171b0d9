import { createHash, randomFillSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Secret } from '#domain/secret.ts';
import { parseWebhookUrl } from '#domain/webhook-url.ts';
import { webhookAccess } from '#bitrix24/client/access.ts';
import { createNetwork } from '#bitrix24/http/network.ts';
import { createPortalClient, type PortalClient } from '#bitrix24/portal-client.ts';
import type { Timeouts } from '#bitrix24/http/timeouts.ts';
import { createLedger } from '#engine/store/ledger.ts';
import type { UploadRow } from '#engine/store/uploads/rows.ts';
import { Delivery } from '#engine/delivery/delivery.ts';
import { nodeFileSystem } from '#engine/system/node-file-system.ts';
import { startSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { startFaultyProxy, type LineFault } from '#test/support/faulty-proxy.ts';
import { realClock } from '#test/support/real-clock.ts';

export interface NetworkFigures {
  readonly faults: number;
  readonly files: number;
  readonly lost: number;
  readonly doubled: number;
  readonly differing: number;
  /** Uploads that are delivered by a message that is another's, or holds another content. */
  readonly other: number;
  readonly staleAnswers: number;
}

/** A line that died is given up soon, so that many can die in a minute. */
const TIMEOUTS: Timeouts = {
  connectMs: 2_000,
  answerMs: 800,
  bodyGapMs: 800,
  stallMs: 800,
  sendBaseMs: 8_000,
  slowestBytesPerSecond: 32 * 1024,
  sendCapMs: 60_000,
};
const VERIFY_AFTER_MS = 400;
const DEADLINE_MS = 60_000;
const BYTES = 60_000;
const REFUSAL = { kind: 'refuse', code: 'REST_SERVER_NOT_FOUND', method: 'imbot.v2.File.upload' } as const;
const OURS = { portal: 'office', bot: 'scanner', dialog: 'chat5' };

/**
 * Sends one file for each fault through a line that has it, and compares the chat of a real sandbox with the files.
 * @param refusals so many uploads are refused at first, and sent again
 */
export async function networkRig(
  faults: readonly LineFault[],
  { refusals = 0 }: { readonly refusals?: number } = {},
): Promise<NetworkFigures> {
  const root = mkdtempSync(join(tmpdir(), 'chatdrop-network-'));
  const sandbox = await startSandbox({ dataDir: join(root, 'portal'), requestsPerSecond: 0 });
  for (let left = refusals; left > 0; left--) sandbox.control.fault(REFUSAL);
  const proxy = await startFaultyProxy(sandbox.port);
  proxy.faults.push(...faults);
  const portal = connectThrough(proxy.port, sandbox);
  const ledger = createLedger(join(root, 'data'), Date.now());
  const delivery = new Delivery({
    ledger,
    portals: new Map([['office', portal]]),
    watches: new Map(),
    files: nodeFileSystem,
    clock: realClock,
    random: Math.random,
    settings: {
      perPortal: 2,
      requestsPerSecond: Infinity,
      burst: 50,
      verifyAfterMs: VERIFY_AFTER_MS,
      retryBaseMs: 50,
    },
    emit: () => undefined,
    log: () => undefined,
  });
  try {
    const files = writeFiles(join(root, 'scans'), faults.length);
    delivery.start();
    delivery.added(
      ledger.uploads.enqueue(
        files.map(({ upload }) => upload),
        Date.now(),
      ),
    );
    const until = Date.now() + DEADLINE_MS;
    while (ledger.uploads.pendingCount() > 0 && Date.now() < until) await sleep(50);
    return {
      faults: faults.length - proxy.faults.length,
      staleAnswers: proxy.staleAnswers,
      other: countMistaken(sandbox, ledger.uploads.inState('delivered')),
      ...compare(
        sandbox,
        files.map(({ sha256 }) => sha256),
      ),
    };
  } finally {
    await delivery.stop(0);
    portal.close();
    ledger.close();
    await proxy.close();
    await sandbox.close();
    rmSync(root, { recursive: true, force: true });
  }
}

function connectThrough(port: number, sandbox: Sandbox): PortalClient {
  const origin = `http://127.0.0.1:${port}`;
  const parsed = parseWebhookUrl(sandbox.webhook.replace(sandbox.url, origin));
  if (!parsed.ok) throw new Error(parsed.problem);
  return createPortalClient({
    access: webhookAccess(parsed.webhook),
    userId: parsed.webhook.userId,
    network: createNetwork({ origin, proxy: { type: 'none' } }),
    bots: () => ({ botId: 456, botToken: new Secret('my_bot_token') }),
    files: nodeFileSystem,
    clock: realClock,
    random: Math.random,
    rate: { burst: 1_000, requestsPerSecond: 1_000 },
    timeouts: TIMEOUTS,
    userAgent: 'Chatdrop/test',
  });
}

function writeFiles(folder: string, count: number) {
  mkdirSync(folder);
  return Array.from({ length: count }, (_, at) => {
    const bytes = randomFillSync(Buffer.alloc(BYTES));
    const name = `scan ${at}.bin`;
    const path = join(folder, name);
    writeFileSync(path, bytes);
    const { dev, ino, size, mtimeMs, ctimeMs } = statSync(path);
    const stamp = { dev, ino, size, mtimeMs, ctimeMs };
    return {
      sha256: createHash('sha256').update(bytes).digest('hex'),
      upload: { watch: undefined, target: OURS, caption: '', path, root: folder, name, stamp },
    };
  });
}

function compare(sandbox: Sandbox, wanted: readonly string[]) {
  const posted = sandbox.control.messages('chat5').flatMap(({ file }) => file?.sha256 ?? []);
  return {
    files: wanted.length,
    lost: wanted.filter((hash) => !posted.includes(hash)).length,
    doubled: posted.length - new Set(posted).size,
    differing: posted.filter((hash) => !wanted.includes(hash)).length,
  };
}

function countMistaken(sandbox: Sandbox, delivered: readonly UploadRow[]): number {
  const messages = sandbox.control.messages('chat5');
  const claimed = new Set<number | undefined>();
  return delivered.filter(({ messageId, sha256 }) => {
    const isTaken = claimed.has(messageId);
    claimed.add(messageId);
    return isTaken || messages.find(({ id }) => id === messageId)?.file?.sha256 !== sha256;
  }).length;
}

/** Every shape of fault at every place of a request and its answer that makes a difference. */
export function everyLineFault(): readonly LineFault[] {
  const whole = Math.ceil(BYTES / 3) * 4;
  const inRequest = [0, 1, 200, whole / 2, whole, whole + 20].map((byte) => Math.round(byte));
  const inAnswer = [0, 1, 20, 100, 300];
  return [
    ...inRequest.flatMap((atByte): LineFault[] => [
      { type: 'cut', in: 'request', atByte },
      { type: 'black-hole', in: 'request', atByte },
      { type: 'half-open', atByte },
    ]),
    ...inAnswer.flatMap((atByte): LineFault[] => [
      { type: 'cut', in: 'answer', atByte },
      { type: 'black-hole', in: 'answer', atByte },
    ]),
    // Before those whose requests pass whole, on each of four lines.
    ...Array.from({ length: 4 }, (): LineFault => ({ type: 'stale-answer' })),
    { type: 'delay', ms: 100 },
    { type: 'delay', ms: 900 },
    { type: 'throttle', bytesPerSecond: 100_000 },
    { type: 'drip', ms: 5 },
    { type: 'drip', ms: 60 },
    { type: 'duplicate-answer' },
  ];
}
