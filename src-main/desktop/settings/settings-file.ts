import { copyFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Store from 'electron-store';
import type { Stored } from './stored.ts';
import { readStored } from './migrate.ts';

/** The settings as they are on disk. Changes are written at once and atomically. */
export interface SettingsFile {
  get(): Stored;
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
  let store: Store<Stored>;
  try {
    store = openStore(path);
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    renameSync(path, aside());
    damaged.push('settings.json');
    store = openStore(path);
  }
  const read = readStored(store.store);
  if (read.lost.length > 0) {
    copyFileSync(path, aside());
    damaged.push(...read.lost);
  }
  // electron-store reads and parses the whole file at every `get`.
  let current = read.stored;
  return {
    get: () => current,
    change: (patch) => {
      const next = { ...current, ...patch };
      store.store = JSON.parse(JSON.stringify(next)) as Stored;
      return (current = next);
    },
    damaged,
  };
}

function openStore(path: string): Store<Stored> {
  return new Store<Stored>({
    cwd: dirname(path),
    name: 'settings',
    clearInvalidConfig: false,
    configFileMode: 0o600,
    accessPropertiesByDotNotation: false,
  });
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
    /** Left before a restart that nobody is to notice. */
    restarted: join(userData, 'restarted'),
  };
}
export type Places = ReturnType<typeof places>;
