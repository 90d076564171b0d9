import { rmSync, statSync, writeFileSync } from 'node:fs';

/** Tells the next start that it follows an update nobody was to notice. */
export function leaveRestartNote(path: string): void {
  writeFileSync(path, '', { mode: 0o600 });
}

/** True once, at the first start after such an update. */
export function takeRestartNote(path: string): boolean {
  const isThere = statSync(path, { throwIfNoEntry: false }) !== undefined;
  rmSync(path, { force: true });
  return isThere;
}
