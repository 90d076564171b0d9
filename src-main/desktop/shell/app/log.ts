import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import electronLog from 'electron-log/node';
import { redact } from '#domain/redact.ts';
import type { Log } from '#engine/ports.ts';

const MAX_FILE_BYTES = 2_000_000;
/** The newest is `chatdrop.log`, the oldest `chatdrop.4.log`. */
const OLDER_FILES = 4;

/** Lines from before the folder is known. */
let early: string[] = [];
let write = (line: string): void => void early.push(line);
let folder: string | undefined;

/** The log: redacted as it is written, on disk when it returns, its warnings and errors on the terminal too. */
export const log: Log = (level, text, facts) => {
  const shown = facts === undefined ? text : `${text} ${JSON.stringify(facts, withCauses)}`;
  const line = redact(`${new Date().toISOString()} ${level} ${shown}`);
  if (level !== 'debug') write(line);
  if (level === 'warn' || level === 'error') process.stderr.write(`${line}\n`);
};

/** Writes the log to a folder, at most five files of 2 MB. Each line is written at once, so the log shows a crash. */
export function writeLogTo(logs: string): void {
  const logger = electronLog.create({ logId: 'chatdrop' });
  const { file, console: terminal } = logger.transports;
  terminal.level = false;
  file.resolvePathFn = () => nameOf(logs, 0);
  file.maxSize = MAX_FILE_BYTES;
  file.format = '{text}';
  file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  file.archiveLogFn = () => rotate(logs);
  folder = logs;
  write = (line) => logger.info(line);
  for (const line of early) write(line);
  early = [];
}

/** All that is kept, oldest line first. */
export function recentLog(): readonly string[] {
  if (folder === undefined) return [...early];
  const logs = folder;
  const files = Array.from({ length: OLDER_FILES + 1 }, (_, age) => nameOf(logs, OLDER_FILES - age));
  return files.flatMap((path) => readLines(path));
}

function nameOf(logs: string, age: number): string {
  return join(logs, age === 0 ? 'chatdrop.log' : `chatdrop.${age}.log`);
}

function rotate(logs: string): void {
  for (let age = OLDER_FILES; age > 0; age -= 1) {
    try {
      renameSync(nameOf(logs, age - 1), nameOf(logs, age));
    } catch {
      // It is not there yet, or another program holds it: the newest file then grows a little longer.
    }
  }
}

function readLines(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8')
      .split(/\r?\n/)
      .filter((line) => line !== '');
  } catch {
    return []; // not that many yet
  }
}

/** An error has no members of its own to print; its stack says where it happened. */
function withCauses(_key: string, value: unknown): unknown {
  return value instanceof Error ? value.stack : value;
}
