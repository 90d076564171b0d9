import type { DatabaseSync } from 'node:sqlite';
import type { WatchSpec } from '#domain/watch.ts';
import type { History } from './operations.ts';
import type { Content } from './content.ts';

interface ExcusedDeps {
  readonly history: Pick<History, 'existing' | 'drive'>;
  readonly watches: readonly WatchSpec[];
  readonly db: () => DatabaseSync;
  readonly written: ReadonlyMap<string, Content>;
}

/**
 * Contents that need not be in a chat, because they were there before their watch began or nobody can tell. Of those
 * that surely were, none may be.
 */
export class Excused {
  readonly #parts: ExcusedDeps;
  readonly #old = new Set<string>();
  readonly #untold = new Set<string>();
  /** Folders of watches whose beginning a clock that was set back has made worthless. */
  readonly #astray = new Set<string>();

  constructor(parts: ExcusedDeps) {
    this.#parts = parts;
  }

  /** Was there before the program was started for the first time. */
  isOld({ sha256 }: Content): boolean {
    return this.#old.has(sha256);
  }

  isExcused({ sha256 }: Content): boolean {
    return this.#old.has(sha256) || this.#untold.has(sha256);
  }

  /** Everything that lies anywhere lay there before the first start. */
  beforeAll(): void {
    if (this.#parts.history.existing === 'all') return;
    for (const { sha256 } of this.#parts.written.values()) this.#old.add(sha256);
  }

  /** A content has come to lie somewhere. On a network drive the clock cannot tell whether that was before the watch began. */
  cameToLie(content: Content): void {
    for (const { folder } of this.#beginning()) {
      if (this.#parts.history.drive === 'network' || this.#astray.has(folder)) this.#untell(folder, content);
    }
  }

  /**
   * A content lies at a path where a file from before the watch lay. The content of such a file is not known, so another
   * one of the same size passes for it: a touch or a restore is no change.
   */
  lieAt(path: string, content: Content): void {
    for (const other of this.#parts.written.values()) {
      const passesForOther = other.paths.has(path) && other.size === content.size && this.isExcused(other);
      if (passesForOther && !this.#old.has(content.sha256)) this.#untold.add(content.sha256);
    }
  }

  /** What was there is new to another watch, and to one that has yet to meet it: change times tell of renames too. */
  renamed(content: Content): void {
    this.cameToLie(content);
    const isElsewhere = this.#parts.watches.every(({ folder }) => layIn(folder, content));
    if (!isElsewhere && this.#beginning().length === 0) return;
    if (this.#old.delete(content.sha256)) this.#untold.add(content.sha256);
  }

  /**
   * A name has got another inode. A file that was known by that name and was renamed may be met after the name was:
   * its version is forgotten then, and it passes for new.
   */
  taken(path: string, inode: number | undefined): void {
    for (const other of this.#parts.written.values()) {
      const hasLeft = other.paths.size > 1 && other.paths.has(path) && other.inode !== inode;
      if (hasLeft && this.#old.delete(other.sha256)) this.#untold.add(other.sha256);
    }
  }

  /** A start: a watch whose beginning is not on disk begins now. */
  starts(): void {
    for (const { folder, isKnown } of this.#beginning()) if (!isKnown) this.#untellAll(folder);
  }

  /** The clock was set back. A watch that has yet to begin will take what is there for newer than its beginning. */
  setBack(): void {
    for (const { folder, isKnown } of this.#beginning()) {
      this.#astray.add(folder);
      this.#untellAll(folder);
      if (!isKnown) this.#forgetOld(folder);
    }
  }

  #forgetOld(folder: string): void {
    for (const content of this.#parts.written.values()) {
      if (layIn(folder, content) && this.#old.delete(content.sha256)) this.#untold.add(content.sha256);
    }
  }

  #untellAll(folder: string): void {
    for (const content of this.#parts.written.values()) this.#untell(folder, content);
  }

  #untell(folder: string, content: Content): void {
    const { sha256 } = content;
    if (layIn(folder, content) && !this.#old.has(sha256)) this.#untold.add(sha256);
  }

  /** Watches that have not completed their first look, and whether their beginning is on disk. */
  #beginning(): readonly { readonly folder: string; readonly isKnown: boolean }[] {
    if (this.#parts.history.existing === 'all') return [];
    const rows = this.#parts.db().prepare('SELECT name, begun_at FROM watches').all();
    return this.#parts.watches.flatMap(({ name, folder }) => {
      const row = rows.find((one) => one['name'] === name);
      return row !== undefined && row['begun_at'] !== null ? [] : [{ folder, isKnown: row !== undefined }];
    });
  }
}

/** True for what lay there at some time. */
function layIn(folder: string, { paths }: Content): boolean {
  return [...paths].some((path) => path.startsWith(`${folder}/`));
}
