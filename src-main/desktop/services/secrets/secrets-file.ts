import { readFileSync, renameSync } from 'node:fs';
import { z } from 'zod';
import { replaceFileSync } from '#engine/system/replace-file.ts';

const shape = z.object({
  version: z.literal(1),
  entries: z.record(z.string(), z.object({ backend: z.string(), sealed: z.base64() })),
});

/** Ciphertext by name, with the name of what encrypted it. */
export type SealedEntries = z.output<typeof shape>['entries'];

/** Reads the encrypted secrets. A file that cannot be read is renamed, never deleted: its keys may become available. */
export function readSealed(path: string, now: number): SealedEntries {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return {};
    throw thrown;
  }
  const parsed = shape.safeParse(asJson(text));
  if (parsed.success) return parsed.data.entries;
  renameSync(path, path.replace(/\.json$/, `.damaged-${now}.json`));
  return {};
}

/**
 * Writes all secrets to disk before it returns, because a lost refresh token cannot be replaced.
 * @throws AppError `write.failed`
 */
export function writeSealed(path: string, entries: SealedEntries): void {
  replaceFileSync(path, JSON.stringify({ version: 1, entries }));
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not JSON, so the schema refuses it
  }
}
