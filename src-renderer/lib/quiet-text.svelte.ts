/** A screen reader is told at most one thing in this time: the last one. */
const QUIET_MS = 4_000;

/** Words for a live region. What comes too soon waits, and gives way to what comes after it. */
export class QuietText {
  words = $state('');

  #next: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  say(words: string): void {
    if (this.#timer !== undefined) {
      this.#next = words;
      return;
    }
    this.words = words;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const next = this.#next;
      this.#next = undefined;
      if (next !== undefined && next !== this.words) this.say(next);
    }, QUIET_MS);
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}
