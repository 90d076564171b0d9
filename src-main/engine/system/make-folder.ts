import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder, for its owner only, and those it lies in, unless it is there. `mkdirSync` with `recursive` never
 * returns where the system says ENOENT below a folder that exists, as Linux does in /proc (seen with Node 24.21).
 * @throws the system's own error
 */
export function makeFolder(path: string): void {
  const failure = tryToMake(path);
  if (failure === undefined) return;
  const parent = dirname(path);
  if (failure.code !== 'ENOENT' || parent === path) throw failure;
  makeFolder(parent);
  const again = tryToMake(path);
  if (again !== undefined) throw again;
}

/** What kept it from being made; undefined when a folder is there, whoever has made it. */
function tryToMake(path: string): NodeJS.ErrnoException | undefined {
  try {
    mkdirSync(path, { mode: 0o700 });
    return undefined;
  } catch (error) {
    // Roots such as `C:\` say EPERM where others say EEXIST.
    const isThere = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
    return isThere ? undefined : (error as NodeJS.ErrnoException);
  }
}
