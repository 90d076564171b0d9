import { copyFileSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { makeFolder } from '#engine/make-folder.ts';
import { replaceFileSync } from '#engine/system/replace-file.ts';
import { isMissing } from '#engine/system/file-errors.ts';
import type { Stored } from './stored.ts';
import { readStored } from './read-stored.ts';

/** The settings as they are on disk. */
export interface SettingsFile {
  get(): Stored;
  /** On disk, whole, when it returns; else nothing has changed. @throws AppError `write.failed` */
  change(patch: Partial<Stored>): Stored;
  /** Parts that were damaged and set aside at this start; empty when all is well. */
  readonly damaged: readonly string[];
}

/**
 * Opens settings.json. One that cannot be read is set aside beside it, never cleared: it holds what the user typed.
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
  let current = read.stored;
  return {
    get: () => current,
    change: (patch) => {
      if (Object.keys(patch).length === 0) return current;
      const next = { ...current, ...patch };
      replaceFileSync(path, JSON.stringify(next, undefined, '\t'));
      return (current = next);
    },
    damaged,
  };
}

const rawSettings = z.record(z.string(), z.unknown());

/** What the file holds: nothing before the first start, undefined when it is no JSON object. */
function readRaw(path: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return rawSettings.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch (thrown) {
    if (isMissing(thrown)) return {};
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}

/** Where everything lies below the folder of the user's data. */
export function places(userData: string) {
  return {
    settings: join(userData, 'settings.json'),
    secrets: join(userData, 'secrets.json'),
    /** The ledger, its lock and the tokens of OAuth portals. */
    data: join(userData, 'data'),
    /** Content that was dropped without a path, until it is delivered. */
    dropped: join(userData, 'dropped'),
    /** Where windows were. */
    windows: join(userData, 'windows.json'),
    /** Left before a restart that nobody is to notice. */
    restarted: join(userData, 'restarted'),
  };
}
export type Places = ReturnType<typeof places>;
