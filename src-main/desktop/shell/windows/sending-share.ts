import type { AppStatus } from '#contract/app.ts';

/** The share of bytes sent since the queue was last empty. */
export class SendingShare {
  #total = 0;

  /** 0 to 1; undefined while nothing is sent. Files that arrive meanwhile increase the total. */
  update({ sending, bytesLeft }: Pick<AppStatus, 'sending' | 'bytesLeft'>): number | undefined {
    if (bytesLeft === 0) this.#total = 0;
    this.#total = Math.max(this.#total, bytesLeft);
    return sending === 0 || this.#total === 0 ? undefined : 1 - bytesLeft / this.#total;
  }
}
