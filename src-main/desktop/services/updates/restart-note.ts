import { rmSync, statSync } from 'node:fs';
import { replaceFileSync } from '#engine/system/replace-file.ts';

/** Tells the next start that it follows an update nobody was to notice. @throws AppError `write.failed` */
export function leaveRestartNote(path: string): void {
  replaceFileSync(path, '');
}

/** True once, at the first start after such an update. */
export function takeRestartNote(path: string): boolean {
  const isThere = statSync(path, { throwIfNoEntry: false }) !== undefined;
  rmSync(path, { force: true });
  return isThere;
}
