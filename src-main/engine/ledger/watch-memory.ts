import type { DatabaseSync } from 'node:sqlite';
import type { FileStamp } from '#domain/file-stamp.ts';
import type { WatchSpec } from '#domain/watch.ts';
import type { SeenFile, Standing, WatchMemory } from '../watch/memory.ts';
import { mapping, transaction } from './database.ts';
import type { FindingParts } from './file-uploads.ts';
import { findingRecorder } from './record-finding.ts';
import { numberOf, optionalNumber, optionalText, textOf } from './upload-rows.ts';

export interface MemoryParts extends FindingParts {
  /** Called after the transaction with the uploads that are new or have changed. */
  readonly onUploads: (ids: readonly number[]) => void;
  /** An earlier memory is lost: to watches that begin now, nothing that is there is new. */
  readonly memoryLost: boolean;
}

/** What the watches know, kept in the ledger. `specs` are the watches that run, by name. */
export function createWatchMemory(parts: MemoryParts, specs: ReadonlyMap<string, WatchSpec>): WatchMemory {
  const { db, memoryLost } = parts;
  const sql = mapping(() => prepare(db));

  const specOf = (watch: string): WatchSpec => {
    const spec = specs.get(watch);
    if (spec === undefined) throw new TypeError(`no watch is called ${watch}`);
    return spec;
  };

  const begin = (watch: string, folder: string, since: number) => {
    sql.begin.run(watch, folder, since, Number(memoryLost));
  };

  const recordAll = findingRecorder(parts);

  return {
    announce: (watch, folder, since) => {
      if (sql.watch.get(watch) === undefined) transaction(db, () => begin(watch, folder, since));
    },
    begin: (watch, folder, since) => {
      const before = sql.watch.get(watch);
      if (before !== undefined && textOf(before, 'folder') === folder) {
        return {
          since: numberOf(before, 'since'),
          isComplete: optionalNumber(before, 'begun_at') !== undefined,
          memoryLost: numberOf(before, 'is_lost') === 1,
        };
      }
      transaction(db, () => {
        // Where the watch looked elsewhere: what it knew of the old folder says nothing about the new one.
        sql.forgetAll.run(watch);
        sql.forgetWatch.run(watch);
        begin(watch, folder, since);
      });
      return { since, isComplete: false, memoryLost };
    },
    begun: (watch, folder) => {
      transaction(db, () => sql.begun.run(parts.now(), watch, folder));
    },
    inFolder: (watch, folder) =>
      new Map(sql.inFolder.all(watch, folder).map((raw) => [textOf(raw, 'name'), toSeenFile(raw)])),
    at: (watch, folder, name) => {
      const raw = sql.at.get(watch, folder, name);
      return raw === undefined ? undefined : toSeenFile(raw);
    },
    folders: (watch) => sql.folders.all(watch).map((raw) => textOf(raw, 'folder')),
    byIdentity: (watch, identity: Pick<FileStamp, 'ino' | 'size' | 'mtimeMs'>) => {
      const raw = sql.byIdentity.get(watch, identity.ino, identity.size, identity.mtimeMs);
      return raw === undefined ? undefined : toSeenFile(raw);
    },
    record: (watch, findings) => {
      const spec = specOf(watch);
      const ids = transaction(db, () => recordAll(spec, findings));
      if (ids.length > 0) parts.onUploads(ids);
    },
  };
}

function toSeenFile(raw: Parameters<typeof textOf>[0]): SeenFile {
  return {
    folder: textOf(raw, 'folder'),
    name: textOf(raw, 'name'),
    ino: numberOf(raw, 'ino'),
    size: numberOf(raw, 'size'),
    mtimeMs: numberOf(raw, 'mtime_ms'),
    sha256: optionalText(raw, 'sha256'),
    standing: standingOf(raw),
    goneAt: optionalNumber(raw, 'gone_at'),
  };
}

function standingOf(raw: Parameters<typeof textOf>[0]): Standing {
  // Its file was gone before it was sent: one that is back has yet to be sent, whatever it holds.
  if (optionalText(raw, 'code') === 'file.vanished') return 'open';
  switch (optionalText(raw, 'state')) {
    case undefined:
      return 'baseline';
    case 'delivered':
      return 'delivered';
    case 'skipped':
    case 'cancelled':
      return 'skipped';
    default:
      return 'open';
  }
}

/** Of an upload that the retention has removed, the file's row keeps how it ended. */
const known = (
  index = '',
) => `SELECT seen.folder, seen.name, seen.ino, seen.size, seen.mtime_ms, seen.gone_at,
    coalesce(uploads.state, seen.standing) AS state, uploads.code, coalesce(uploads.sha256, seen.sha256) AS sha256
  FROM seen ${index} LEFT JOIN uploads ON uploads.id = seen.upload`;

function prepare(db: DatabaseSync) {
  return {
    watch: db.prepare(`SELECT folder, since, begun_at, is_lost FROM watches WHERE name = ?`),
    begin: db.prepare(`INSERT INTO watches (name, folder, since, is_lost) VALUES (?, ?, ?, ?)`),
    begun: db.prepare(`UPDATE watches SET begun_at = ? WHERE name = ? AND folder = ?`),
    forgetAll: db.prepare(`DELETE FROM seen WHERE watch = ?`),
    forgetWatch: db.prepare(`DELETE FROM watches WHERE name = ?`),
    inFolder: db.prepare(`${known()} WHERE seen.watch = ? AND seen.folder = ?`),
    at: db.prepare(`${known()} WHERE seen.watch = ? AND seen.folder = ? AND seen.name = ?`),
    folders: db.prepare(`SELECT DISTINCT folder FROM seen WHERE watch = ?`),
    // Left to itself SQLite walks every file of the watch.
    byIdentity: db.prepare(
      `${known('INDEXED BY seen_identity')} WHERE seen.watch = ? AND seen.ino = ? AND seen.size = ? AND seen.mtime_ms = ?
       ORDER BY seen.gone_at IS NULL DESC LIMIT 1`,
    ),
  };
}
