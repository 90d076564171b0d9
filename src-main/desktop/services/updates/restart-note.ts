import { rmSync, statSync } from 'node:fs';
import { replaceFileSync } from '#engine/system/replace-file.ts';

/** Marks that the next start follows a background update and shows no window. @throws AppError `write.failed` */
export function leaveRestartNote(path: string): void {
  replaceFileSync(path, '');
}

/** True once, at the first start after such an update. */
export function takeRestartNote(path: string): boolean {
  const isThere = statSync(path, { throwIfNoEntry: false }) !== undefined;
  rmSync(path, { force: true });
  return isThere;
}
