import { copyFileSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Store from 'electron-store';
import { makeFolder } from '#engine/system/make-folder.ts';
import { replaceFileBy } from '#engine/system/replace-file.ts';
import type { Stored } from './stored.ts';
import { readStored } from './read-stored.ts';

/** The settings as they are on disk. */
export interface SettingsFile {
  get(): Stored;
  /** Writes the settings completely, or changes nothing and throws. @throws AppError `write.failed` */
  change(patch: Partial<Stored>): Stored;
  /** Parts that were damaged and set aside at this start; empty when all is well. */
  readonly damaged: readonly string[];
}

/**
 * Opens settings.json. A file that cannot be read is renamed, never cleared, because it contains the user's input.
 */
export function openSettings(path: string, now: () => number): SettingsFile {
  const aside = () => path.replace(/\.json$/, `.damaged-${now()}.json`);
  const damaged: string[] = [];
  makeFolder(dirname(path));
  const raw = readRaw(path);
  if (raw === undefined) {
    renameSync(path, aside());
    damaged.push('settings.json');
  }
  const read = readStored(raw ?? {});
  if (read.lost.length > 0) {
    copyFileSync(path, aside());
    damaged.push(...read.lost);
  }
  // electron-store reads and parses the file at every `get`.
  let current = read.stored;
  return {
    get: () => current,
    change: (patch) => {
      if (Object.keys(patch).length === 0) return current;
      const next = { ...current, ...patch };
      replaceFileBy(path, (draft) => write(draft, next));
      return (current = next);
    },
    damaged,
  };
}

/** @throws SyntaxError when the file at `path` holds no JSON */
function openStore(path: string): Store {
  return new Store({
    cwd: dirname(path),
    name: basename(path),
    fileExtension: '',
    clearInvalidConfig: false,
    configFileMode: 0o600,
    accessPropertiesByDotNotation: false,
  });
}

/** The content of the file: empty before the first start, undefined if it is not JSON. */
function readRaw(path: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return openStore(path).store;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}

/**
 * electron-store never writes to settings.json itself. On a full disk `write` stores a part of the content and reports
 * no error. `atomically` 2.1.1, which electron-store writes with, ignores the number of bytes and puts that part in the
 * place of the old file. So the new content goes to a draft and is read back: a part of a JSON object does not parse.
 */
function write(draft: string, content: Stored): void {
  const store = openStore(draft);
  store.store = { ...content };
  if (!store.has('version')) throw new Error('the settings were not written whole');
}

/** Paths of our files below the user's data folder. */
export function dataPaths(userData: string) {
  return {
    settings: join(userData, 'settings.json'),
    secrets: join(userData, 'secrets.json'),
    /** The ledger, its lock and the tokens of OAuth portals. */
    data: join(userData, 'data'),
    /** Content that was dropped without a path, until it is delivered. */
    dropped: join(userData, 'dropped'),
    /** Where windows were. */
    windows: join(userData, 'windows.json'),
    /** Exists after a restart for a background update. */
    restartNote: join(userData, 'restarted'),
  };
}
export type DataPaths = ReturnType<typeof dataPaths>;
