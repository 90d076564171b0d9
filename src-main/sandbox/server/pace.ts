import { setTimeout as sleep } from 'node:timers/promises';
import type { Struck } from '../faults/fault.ts';

/** Thrown out of the reading of a body that is to be cut in the middle. */
class BodyCut extends Error {
  override readonly name = 'BodyCut';
}

/** What slows the reading of a body down or ends it; undefined when nothing does. */
export function paceOf(
  { cut, 'slow-read': slow }: Struck,
  contentLength: number,
  closing: AbortSignal,
): ((bytes: number) => Promise<void>) | undefined {
  const cutAfter = cut?.at === 'in-body' ? (cut.afterBytes ?? Math.floor(contentLength / 2)) : Infinity;
  if (slow === undefined && cutAfter === Infinity) return undefined;
  let taken = 0;
  return async (bytes) => {
    taken += bytes;
    if (taken >= cutAfter) throw new BodyCut('body cut');
    if (slow !== undefined) await sleep((bytes / slow.bytesPerSecond) * 1000, undefined, { signal: closing });
  };
}
