import { chmodSync, closeSync, openSync } from 'node:fs';

/**
 * Makes a database file for its owner only, before SQLite would make it for everybody. SQLite gives its other files the
 * same rights. What keeps the file from being made, SQLite finds out itself.
 */
export function makePrivateFile(path: string): void {
  try {
    closeSync(openSync(path, 'a', 0o600));
    if (process.platform !== 'win32') chmodSync(path, 0o600);
  } catch {
    // On Windows the folder has the rights; elsewhere opening fails next, with its reason.
  }
}
