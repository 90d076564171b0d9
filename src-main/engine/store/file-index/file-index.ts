import type { DatabaseSync } from 'node:sqlite';
import type { WatchSpec } from '#domain/watch.ts';
import { translateSqlErrors, transaction } from '../db/database.ts';
import { numberOf, optionalNumber, textOf } from '../uploads/upload-rows.ts';
import type { FileIndex } from '../../watcher/file-index.ts';
import { fileIndexTable } from './file-index-table.ts';
import { rootTable } from './root-table.ts';
import { changeWriter, type ChangeWriterDeps } from './record-change.ts';

export interface FileIndexDeps extends Omit<ChangeWriterDeps, 'table'> {
  readonly db: DatabaseSync;
  /** Called after the transaction with the ids of new and changed uploads. */
  readonly onUploads: (ids: readonly number[]) => void;
  /** An earlier index was lost: no existing file is new to a watch that starts now. */
  readonly wasRebuilt: boolean;
}

/** The file index in the database. `specs` are the running watches by name. */
export function createFileIndex(deps: FileIndexDeps, specs: ReadonlyMap<string, WatchSpec>): FileIndex {
  const { db, wasRebuilt } = deps;
  const table = fileIndexTable(db);
  const recordChanges = changeWriter({ ...deps, table });
  const roots = rootTable(db);
  const sql = translateSqlErrors(() => prepare(db));

  return {
    ...table,
    registerWatch: (watch, folder, since) => {
      const row = sql.find.get(watch);
      if (row !== undefined) return textOf(row, 'folder') !== folder;
      transaction(db, () => sql.insert.run(watch, folder, since, Number(wasRebuilt)));
      return true;
    },
    ...roots,
    startInitialScan: (watch, folder, since) => {
      const row = sql.find.get(watch);
      if (row !== undefined && textOf(row, 'folder') === folder) {
        return {
          since: numberOf(row, 'since'),
          isComplete: optionalNumber(row, 'begun_at') !== undefined,
          indexWasRebuilt: numberOf(row, 'is_lost') === 1,
        };
      }
      transaction(db, () => {
        // The watch has another folder now. The files of the old one say nothing about it.
        table.deleteAll(watch);
        sql.delete.run(watch);
        sql.insert.run(watch, folder, since, Number(wasRebuilt));
      });
      return { since, isComplete: false, indexWasRebuilt: wasRebuilt };
    },
    completeInitialScan: (watch, folder) => {
      transaction(db, () => sql.complete.run(deps.now(), watch, folder));
    },
    record: (watch, changes) => {
      const spec = specs.get(watch);
      if (spec === undefined) throw new TypeError(`there is no watch ${watch}`);
      const ids = transaction(db, () => recordChanges(spec, changes));
      if (ids.length > 0) deps.onUploads(ids);
    },
  };
}

function prepare(db: DatabaseSync) {
  return {
    find: db.prepare(`SELECT folder, since, begun_at, is_lost FROM watches WHERE name = ?`),
    insert: db.prepare(`INSERT INTO watches (name, folder, since, is_lost) VALUES (?, ?, ?, ?)`),
    complete: db.prepare(`UPDATE watches SET begun_at = ? WHERE name = ? AND folder = ?`),
    delete: db.prepare(`DELETE FROM watches WHERE name = ?`),
  };
}
