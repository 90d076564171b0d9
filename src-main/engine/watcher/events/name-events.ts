import { split } from '../split-path.ts';

/** Events of one name that follow each other within this time belong to the same doing. */
const GAP_MS = 2_000;
/** Longer than a file settles. */
const KEPT_MS = 180_000;
const MAX_KEPT = 20_000;

interface Burst {
  readonly firstMs: number;
  readonly lastMs: number;
}

/**
 * Remembers for a few minutes when events named a path, also one that the rules leave out: an editor that saves leaves
 * the names of its temporary file and its backup.
 */
export class NameEvents {
  /** By path; the latest last. */
  readonly #bursts = new Map<string, Burst>();

  /** `nowMs` is monotonic. */
  note(path: string, nowMs: number): void {
    const before = this.#bursts.get(path);
    const isSameBurst = before !== undefined && nowMs - before.lastMs <= GAP_MS;
    this.#bursts.delete(path);
    this.#bursts.set(path, { firstMs: isSameBurst ? before.firstMs : nowMs, lastMs: nowMs });
    for (const [oldest, { lastMs }] of this.#bursts) {
      if (this.#bursts.size <= MAX_KEPT && nowMs - lastMs <= KEPT_MS) return;
      this.#bursts.delete(oldest);
    }
  }

  clear(): void {
    this.#bursts.clear();
  }

  /**
   * Other names in the same folder with events at the time of the last ones of `path`; undefined when there were none of
   * `path`.
   */
  besides(path: string): readonly string[] | undefined {
    const own = this.#bursts.get(path);
    if (own === undefined) return undefined;
    const { folder } = split(path);
    return [...this.#bursts].flatMap(([other, { firstMs, lastMs }]) => {
      const isMeanwhile = firstMs <= own.lastMs + GAP_MS && lastMs >= own.firstMs - GAP_MS;
      const there = split(other);
      return other !== path && isMeanwhile && there.folder === folder ? [there.name] : [];
    });
  }
}
