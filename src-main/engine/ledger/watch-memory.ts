import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { ErrorCode } from '#domain/errors.ts';
import type { FileStamp } from '#domain/file-stamp.ts';
import type { WatchSpec } from '#domain/watch.ts';
import type { Finding, FoundFile, SeenFile, WatchMemory } from '../watch/memory.ts';
import { mapping, transaction } from './database.ts';
import type { NewUpload } from './rows.ts';
import type { Uploads } from './uploads.ts';
import { numberOf, optionalNumber, optionalText, textOf } from './upload-rows.ts';

export interface MemoryParts {
  readonly db: DatabaseSync;
  readonly uploads: Uploads;
  readonly now: () => number;
  /** The caption of a file that becomes an upload. */
  readonly captionFor: (spec: WatchSpec, file: FoundFile) => string;
  /** Called after the transaction with the uploads that are new or have changed. */
  readonly onUploads: (ids: readonly number[]) => void;
}

/** What the watches know, kept in the ledger. `specs` are the watches that run, by name. */
export function createWatchMemory(parts: MemoryParts, specs: ReadonlyMap<string, WatchSpec>): WatchMemory {
  const { db, uploads } = parts;
  const sql = mapping(() => prepare(db));

  const specOf = (watch: string): WatchSpec => {
    const spec = specs.get(watch);
    if (spec === undefined) throw new TypeError(`no watch is called ${watch}`);
    return spec;
  };

  const see = (watch: string, file: FoundFile) => {
    const { stamp } = file;
    sql.see.run(watch, file.folder, file.name, stamp.ino, stamp.size, stamp.mtimeMs);
  };

  const newUpload = (spec: WatchSpec, file: FoundFile): NewUpload => ({
    watch: spec.name,
    target: spec.target,
    caption: parts.captionFor(spec, file),
    path: join(spec.folder, file.folder, file.name),
    root: spec.folder,
    name: file.name.normalize('NFC'),
    stamp: file.stamp,
  });

  const arrive = (spec: WatchSpec, file: FoundFile): number => {
    const upload = newUpload(spec, file);
    const pending = uploads.pendingFor(spec.name, upload.path);
    if (pending === undefined) return uploads.insert(upload, 'queued', parts.now());
    // The file changed before it was sent: the upload that waits for it takes the new version along.
    uploads.relocate(pending.id, upload);
    if (pending.state === 'settling') uploads.applyWithin(pending.id, { type: 'settled' }, {});
    return pending.id;
  };

  const skip = (spec: WatchSpec, file: FoundFile, code: ErrorCode): number => {
    const upload = newUpload(spec, file);
    if (code === 'file.changed-after-delivery') {
      if (uploads.pendingFor(spec.name, upload.path) !== undefined) return arrive(spec, file);
      const ignored = uploads.ignoredFor(spec.name, upload.path);
      if (ignored !== undefined) {
        uploads.relocate(ignored.id, upload);
        return ignored.id;
      }
    }
    return uploads.insert(upload, 'skipped', parts.now(), code);
  };

  const move = (spec: WatchSpec, from: Pick<SeenFile, 'folder' | 'name'>, file: FoundFile): number | undefined => {
    const known = sql.one.get(spec.name, from.folder, from.name);
    see(spec.name, file);
    if (known !== undefined) {
      sql.setHash.run(optionalText(known, 'sha256') ?? null, spec.name, file.folder, file.name);
      sql.forget.run(spec.name, from.folder, from.name);
    }
    const pending = uploads.pendingFor(spec.name, join(spec.folder, from.folder, from.name));
    if (pending === undefined) return undefined;
    uploads.relocate(pending.id, newUpload(spec, file));
    return pending.id;
  };

  /** Records one finding; resolves to the upload it touched, if any. */
  const recordOne = (spec: WatchSpec, finding: Finding): number | undefined => {
    switch (finding.type) {
      case 'baseline':
      case 'touched':
        see(spec.name, finding.file);
        return undefined;
      case 'arrived':
      case 'changed':
        see(spec.name, finding.file);
        return arrive(spec, finding.file);
      case 'skipped':
        see(spec.name, finding.file);
        return skip(spec, finding.file, finding.code);
      case 'moved':
        return move(spec, finding.from, finding.file);
      case 'gone':
        sql.gone.run(finding.at, spec.name, finding.folder, finding.name);
        return undefined;
    }
  };

  return {
    begin: (watch, folder) => sql.began.get(watch, folder) !== undefined,
    begun: (watch, folder) => {
      transaction(db, () => {
        const before = sql.folderOf.get(watch);
        if (before !== undefined && textOf(before, 'folder') === folder) return;
        sql.begun.run(watch, folder, parts.now());
      });
    },
    inFolder: (watch, folder) =>
      new Map(sql.inFolder.all(watch, folder).map((raw) => [textOf(raw, 'name'), toSeenFile(raw)])),
    folders: (watch) => sql.folders.all(watch).map((raw) => textOf(raw, 'folder')),
    byIdentity: (watch, identity: Pick<FileStamp, 'ino' | 'size' | 'mtimeMs'>) => {
      const raw = sql.byIdentity.get(watch, identity.ino, identity.size, identity.mtimeMs);
      return raw === undefined ? undefined : toSeenFile(raw);
    },
    record: (watch, findings) => {
      const spec = specOf(watch);
      const touched = transaction(db, () => findings.map((finding) => recordOne(spec, finding)));
      const ids = touched.filter((id) => id !== undefined);
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
    goneAt: optionalNumber(raw, 'gone_at'),
  };
}

function prepare(db: DatabaseSync) {
  return {
    began: db.prepare(`SELECT 1 FROM watches WHERE name = ? AND folder = ?`),
    folderOf: db.prepare(`SELECT folder FROM watches WHERE name = ?`),
    begun: db.prepare(`INSERT OR REPLACE INTO watches (name, folder, since) VALUES (?, ?, ?)`),
    inFolder: db.prepare(`SELECT * FROM seen WHERE watch = ? AND folder = ?`),
    folders: db.prepare(`SELECT DISTINCT folder FROM seen WHERE watch = ?`),
    one: db.prepare(`SELECT * FROM seen WHERE watch = ? AND folder = ? AND name = ?`),
    byIdentity: db.prepare(
      `SELECT * FROM seen WHERE watch = ? AND ino = ? AND size = ? AND mtime_ms = ? ORDER BY gone_at IS NULL DESC LIMIT 1`,
    ),
    see: db.prepare(
      `INSERT INTO seen (watch, folder, name, ino, size, mtime_ms) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET ino = excluded.ino, size = excluded.size, mtime_ms = excluded.mtime_ms, gone_at = NULL`,
    ),
    setHash: db.prepare(`UPDATE seen SET sha256 = ? WHERE watch = ? AND folder = ? AND name = ?`),
    forget: db.prepare(`DELETE FROM seen WHERE watch = ? AND folder = ? AND name = ?`),
    gone: db.prepare(`UPDATE seen SET gone_at = ? WHERE watch = ? AND folder = ? AND name = ?`),
  };
}
