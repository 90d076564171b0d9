import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { redact } from '#domain/redact.ts';
import type { Log } from '#engine/ports.ts';
import type { Secret } from '#domain/secret.ts';

let secrets: readonly Secret[] = [];

/** From now on these are masked in everything that is said, wherever they come from. */
export function keepSecret(known: readonly Secret[]): void {
  secrets = known;
}

// A reader that goes away (`| head`) ends what is written, not what is delivered.
for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreReaderGone);

/** Writes one line of the result. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Writes the lines of a long result as fast as they are read. Ends early when the reader goes away. */
export async function printAll(lines: Iterable<string>): Promise<void> {
  await pipeline(Readable.from(ended(lines)), process.stdout, { end: false }).catch(ignoreReaderGone);
}

/** Writes a line about the command itself, beside its result. */
export function say(line: string): void {
  process.stderr.write(`chatdrop: ${redact(line, secrets)}\n`);
}

/** The log of the engine: what is worth a person's attention goes beside the result, the rest nowhere. */
export const log: Log = (level, text, facts) => {
  if (level !== 'warn' && level !== 'error') return;
  say(facts === undefined ? text : `${text} ${JSON.stringify(facts)}`);
};

function* ended(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield `${line}\n`;
}

function ignoreReaderGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
