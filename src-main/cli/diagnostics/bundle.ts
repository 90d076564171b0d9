import { createHmac, randomBytes } from 'node:crypto';
import { arch, platform, release, totalmem } from 'node:os';
import { extname } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Secret } from '#domain/secret.ts';
import { redact } from '#domain/redact.ts';
import { UPLOAD_STATES } from '#domain/upload.ts';
import type { EngineConfig } from '#config/engine-config.ts';
import type { LedgerClient } from '#engine/store/secondary-client.ts';
import type { UploadRow } from '#engine/store/uploads/rows.ts';
import packageFile from '../../../package.json' with { type: 'json' };
import { toRecord } from '../report/record.ts';
import { shownConfig } from './shown-config.ts';
import { tar } from './tar.ts';

/** Rows of the history that go along. */
const NEWEST = 200;

export interface BundleDeps {
  readonly config: EngineConfig;
  readonly secrets: readonly Secret[];
  /** Undefined where nothing was ever sent. */
  readonly ledger: LedgerClient | undefined;
  /** What `doctor` found on this machine. */
  readonly findings: readonly string[];
  readonly hashNames: boolean;
  /** Wall clock, ms. */
  readonly now: number;
}

/** What helps to find a fault, as a tar.gz. Every byte of it has passed the redaction. */
export function diagnosticsBundle({ config, secrets, ledger, findings, hashNames, now }: BundleDeps): Buffer {
  const hide = hashNames ? hashing() : (name: string) => name;
  const rows = ledger === undefined ? [] : [...ledger.history({ limit: NEWEST })];
  const texts: Readonly<Record<string, string>> = {
    'about.json': json(about(now)),
    'config.json': json(shownConfig(config, hide)),
    'doctor.txt': hashNames ? '' : findings.join('\n'),
    'ledger.json': json(ledger === undefined ? null : totals(ledger, config)),
    'history.jsonl': rows.map((row) => JSON.stringify(shownRow(row, hide))).join('\n'),
    'attempts.jsonl': rows
      .flatMap(
        ({ id }) => ledger?.attempts(id).map((attempt) => JSON.stringify({ upload: id, ...attempt })) ?? [],
      )
      .join('\n'),
  };
  const entries = Object.entries(texts).map(([name, text]) => ({
    name: `chatdrop-diagnostics/${name}`,
    content: Buffer.from(`${redact(text, secrets)}\n`),
  }));
  return gzipSync(tar(entries, now));
}

function about(now: number): object {
  return {
    chatdrop: packageFile.version,
    node: process.versions.node,
    sqlite: process.versions['sqlite'],
    system: `${platform()} ${release()} ${arch()}`,
    memoryBytes: totalmem(),
    time: new Date(now).toISOString(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

function totals(ledger: LedgerClient, { watches, delivery }: EngineConfig): object {
  const byState = Object.fromEntries(
    UPLOAD_STATES.map((state) => [state, count(ledger.history({ states: [state] }))]),
  );
  const { workingHours } = delivery;
  return { byState, pauses: ledger.pauses(), standstill: ledger.standstill({ watches, workingHours }) };
}

function shownRow(row: UploadRow, hide: (name: string) => string): object {
  const { sentName, ...record } = toRecord(row);
  return {
    ...record,
    path: hide(row.path),
    name: hide(row.name),
    sentName: sentName === null ? null : hide(sentName),
    sha256: undefined, // tells who has the file what was sent
  };
}

/** Alike names stay alike within one bundle, and nobody finds out by trying which they are. */
function hashing(): (name: string) => string {
  const key = randomBytes(32);
  return (name) =>
    `${createHmac('sha256', key).update(name).digest('hex').slice(0, 12)}${extname(name).slice(0, 8)}`;
}

function json(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

function count(rows: Iterable<unknown>): number {
  let total = 0;
  for (const row of rows) if (row !== undefined) total += 1;
  return total;
}
