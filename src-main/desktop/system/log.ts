import { redact } from '#domain/redact.ts';
import type { Log } from '#engine/ports.ts';

const KEPT_LINES = 1_000;
const lines: string[] = [];

/** The log: redacted as it is written, the last lines kept for a diagnosis, all of it on the terminal. */
export const log: Log = (level, text, facts) => {
  const shown = facts === undefined ? text : `${text} ${JSON.stringify(facts, withCauses)}`;
  const line = redact(`${new Date().toISOString()} ${level} ${shown}`);
  lines.push(line);
  if (lines.length > KEPT_LINES) lines.shift();
  if (level === 'warn' || level === 'error') process.stderr.write(`${line}\n`);
};

export function recentLog(): readonly string[] {
  return [...lines];
}

/** An error has no members of its own to print; its stack says where it happened. */
function withCauses(_key: string, value: unknown): unknown {
  return value instanceof Error ? value.stack : value;
}
