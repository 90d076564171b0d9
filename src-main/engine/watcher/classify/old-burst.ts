/** More files at once that are older than their watch are not sent before the user agrees. */
export const MAX_OLD_AT_ONCE = 20;

/** Old files that follow within this time belong to the burst. */
const FOLLOWING_MS = 60_000;

/**
 * Recognises an archive that is copied into a watched folder, a backup that is restored there, or a drive whose files were
 * missed: ten thousand old files in a chat cannot be taken back.
 */
export class OldBurst {
  #lastMs = -Infinity;

  /**
   * True when the old files of a batch are to be held.
   * @param count old files that are in the batch or settle now
   * @param nowMs monotonic
   */
  holds(count: number, nowMs: number): boolean {
    if (count === 0) return false;
    const isHeld = count > MAX_OLD_AT_ONCE || nowMs - this.#lastMs < FOLLOWING_MS;
    if (isHeld) this.#lastMs = nowMs;
    return isHeld;
  }
}
