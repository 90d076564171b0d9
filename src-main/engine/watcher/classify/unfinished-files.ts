import { isUntouched, type FileStamp } from '#domain/file-stamp.ts';
import { MAX_UNFINISHED_MS, type UnfinishedSign } from '#domain/unfinished.ts';
import type { InspectionResult } from './inspect-file.ts';
import type { StableFile } from './stability-tracker.ts';

interface Unfinished {
  readonly stamp: FileStamp;
  readonly sign: UnfinishedSign;
  /** Monotonic time of the first sign at this stamp. */
  readonly sinceMs: number;
}

/** Keeps in mind which stable files show a sign of being unfinished, and since when. */
export class UnfinishedFiles {
  readonly #files = new Map<string, Unfinished>();

  /**
   * A sign that does not go away while the file stays the same is ignored in the end. The change names it.
   * @param nowMs monotonic
   * @param isPast the file has not changed for longer than it would be waited for, which another run may have seen
   */
  judge(
    { path, stamp }: StableFile,
    result: InspectionResult,
    nowMs: number,
    isPast: boolean,
  ): InspectionResult {
    const before = this.#files.get(path);
    if (result.type === 'unfinished') {
      const isSame = before !== undefined && isUntouched(before.stamp, stamp);
      const sinceMs = isSame ? before.sinceMs : nowMs;
      this.#files.set(path, { stamp, sign: result.sign, sinceMs });
      if (!isPast && nowMs - sinceMs < MAX_UNFINISHED_MS) return result;
    } else if (result.type !== 'change' || before === undefined) return result;
    const sign = this.#files.get(path)?.sign;
    const { change } = result;
    return change.type === 'added' || change.type === 'modified'
      ? { type: 'change', change: { ...change, file: { ...change.file, waitedFor: sign } } }
      : { type: 'change', change };
  }

  delete(path: string): void {
    this.#files.delete(path);
  }
}
