import { join } from 'node:path';
import type { WatchRule } from '#domain/watch-rule.ts';
import type { FileSystem } from '../../ports.ts';
import type { NameEvents } from '../events/name-events.ts';
import type { FileIndex, FileKey, IndexedFile } from '../file-index.ts';
import { below } from '../split-path.ts';

/** More names than this in one moment are no editor's. */
const MAX_NAMES = 64;

/**
 * Who put another file in the place of an indexed one: an editor that saved it, somebody else, or nobody knows, because no
 * event told of it.
 */
export type ReplacedBy = 'editor' | 'other' | 'unknown';

export interface SaveEvidenceDeps {
  readonly watch: string;
  readonly folder: string;
  readonly rule: Pick<WatchRule, 'judge'>;
  readonly files: Pick<FileSystem, 'stamp'>;
  readonly index: Pick<FileIndex, 'at'>;
  readonly events: Pick<NameEvents, 'besides'>;
}

/** What an editor keeps beside a document while it is open there, or leaves beside it when it saves. */
function traces(name: string): { readonly open: readonly string[]; readonly backups: readonly string[] } {
  return {
    open: [`.~lock.${name}#`, `~$${name}`, `~$${name.slice(2)}`, `.${name}.swp`, `.#${name}`, `#${name}#`],
    backups: [`${name}~`, `${name}.bak`, name.replace(/\.[^.]*$/, '.bak'), `${name}.orig`],
  };
}

/** Looks for what tells an editor that saves a document from a device that gives its name to another one. */
export async function whoReplaced(
  deps: SaveEvidenceDeps,
  key: FileKey,
  known: Pick<IndexedFile, 'ino'>,
): Promise<ReplacedBy> {
  const { open, backups } = traces(key.name);
  const stampOf = (name: string) => deps.files.stamp(join(deps.folder, key.folder, name));
  if ((await Promise.all(open.map(stampOf))).some((stamp) => stamp !== undefined)) return 'editor';
  if ((await Promise.all(backups.map(stampOf))).some((stamp) => stamp?.ino === known.ino)) return 'editor';
  const names = deps.events.besides(below(key.folder, key.name));
  if (names === undefined) return 'unknown';
  for (const name of names.slice(0, MAX_NAMES)) {
    const path = below(key.folder, name);
    // A document that came or went at the same time has nothing to do with it.
    if (deps.index.at(deps.watch, key.folder, name) !== undefined) continue;
    if (!deps.rule.judge(path).included || (await stampOf(name)) === undefined) return 'editor';
  }
  return 'other';
}
