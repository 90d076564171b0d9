import { DEFAULT_JUNK } from '#domain/junk.ts';
import { MAX_FILE_BYTES } from '#domain/limits.ts';
import type { WatchSpec } from '#domain/watch.ts';

interface SpecFacts {
  readonly name: string;
  readonly folder: string;
  readonly dialog: string;
  readonly changed: WatchSpec['changed'];
  readonly existing: WatchSpec['existing'];
  readonly cap?: number;
  readonly after?: 'keep' | 'trash';
}

/** The settings of a watch. Polling, because the system's own events come when they like. */
export function specOf(facts: SpecFacts): WatchSpec {
  const { name, folder, dialog, changed, existing, cap = 0, after = 'keep' } = facts;
  return {
    name,
    folder,
    target: { portal: 'office', bot: 'scanner', dialog },
    recursive: true,
    maxDepth: Infinity,
    include: [],
    exclude: [],
    hidden: 'send',
    junk: DEFAULT_JUNK,
    sizeMin: 1,
    sizeMax: MAX_FILE_BYTES,
    existing,
    quietMs: 5_000,
    changed,
    repeats: 'same-name',
    caption: '',
    after: { type: after },
    mode: 'polling',
    perMinuteCap: cap,
  };
}
