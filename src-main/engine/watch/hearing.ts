/** More than a few say nothing new. */
const REMEMBERED = 100;
/** So many scans in a row with files the system kept quiet about mean that it does not tell. */
const DEAF_AFTER = 2;

/**
 * Finds out whether the system tells of new files, without ever writing into a watched folder: a file that a scan
 * came upon and that no event named by the next scan was kept quiet about.
 */
export class Hearing {
  readonly #unannounced = new Set<string>();
  #quietScans = 0;

  get isDeaf(): boolean {
    return this.#quietScans >= DEAF_AFTER;
  }

  /** An event named this path. */
  heard(path: string): void {
    this.#unannounced.delete(path);
    this.#quietScans = 0;
  }

  /** A scan came upon a file of which nothing was known. */
  found(path: string): void {
    if (this.#unannounced.size < REMEMBERED) this.#unannounced.add(path);
  }

  /** A scan begins: whatever the one before found should have been announced by now. */
  beginScan(): void {
    if (this.#unannounced.size > 0) this.#quietScans++;
    this.#unannounced.clear();
  }

  /** The events come from a new source, of which nothing is known. */
  reset(): void {
    this.#unannounced.clear();
    this.#quietScans = 0;
  }
}
