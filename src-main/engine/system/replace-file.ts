import { closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '#domain/errors.ts';
import { errnoOf } from './file-errors.ts';

const OWNER_ONLY = 0o600;
/** On Windows a virus scanner may hold a file for a moment after it was written. */
const RENAME_TRIES = 20;
const RENAME_RETRY_MS = 25;

/**
 * Replaces the file at `path`, or creates it. The new content is written to a file beside it, synced and renamed, so
 * that the old content stays when any step fails, and the new one survives a power cut.
 * @throws AppError `write.failed`
 */
export function replaceFileSync(path: string, content: string | Uint8Array, mode = OWNER_ONLY): void {
  replaceFileBy(path, (draft) => {
    const file = openSync(draft, 'wx', mode);
    try {
      writeFileSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  });
}

/**
 * The same where other code writes the content. `write` creates and syncs the file it is given, and throws when it is
 * not whole. @throws AppError `write.failed`
 */
export function replaceFileBy(path: string, write: (draft: string) => void): void {
  const target = realPathOf(path);
  const draft = `${target}.new`;
  try {
    rmSync(draft, { force: true });
    write(draft);
    rename(draft, target);
  } catch (thrown) {
    throw notWritten(draft, thrown);
  }
}

/** The same for content that is large or arrives in pieces. @throws AppError `write.failed` */
export async function replaceFile(
  path: string,
  content: string | Uint8Array | Iterable<string>,
  mode = OWNER_ONLY,
): Promise<void> {
  const target = realPathOf(path);
  const draft = `${target}.new`;
  try {
    rmSync(draft, { force: true });
    const file = await open(draft, 'wx', mode);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    rename(draft, target);
  } catch (thrown) {
    throw notWritten(draft, thrown);
  }
}

function rename(draft: string, target: string): void {
  for (let tries = 1; ; tries += 1) {
    try {
      renameSync(draft, target);
      break;
    } catch (thrown) {
      const isHeld =
        process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(errnoOf(thrown) ?? '');
      if (!isHeld || tries === RENAME_TRIES) throw thrown;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RENAME_RETRY_MS);
    }
  }
  syncFolder(dirname(target));
}

/** A link that the user put in the place of a file stays. */
function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path; // not there yet
  }
}

/** Windows cannot sync a folder, and neither can some network drives. Only a failing disk is an error. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  try {
    const file = openSync(folder, 'r');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (thrown) {
    if (errnoOf(thrown) === 'EIO') throw thrown;
  }
}

function notWritten(draft: string, thrown: unknown): AppError {
  try {
    rmSync(draft, { force: true });
  } catch {
    // The disk that refused the content may refuse this, too; the next write removes it.
  }
  const origin = errnoOf(thrown);
  return new AppError('write.failed', 'a file could not be written', {
    cause: thrown,
    ...(origin === undefined ? {} : { origin }),
  });
}
