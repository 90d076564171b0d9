import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder of our own, removed with all it holds when the owner's block ends. */
export function temporaryFolder(prefix: string): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(realpathSync(tmpdir()), prefix));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) };
}
