import { mayLookAlike } from '#domain/look.ts';
import type { UploadRow } from '../ledger/rows.ts';
import type { Portal } from '../ports.ts';
import type { DeliveryParts } from './parts.ts';
import { fits } from './portal-lessons.ts';
import { mayBeRepeat } from './repeats.ts';

/**
 * True when an upload can be claimed while it is not yet known what becomes of `others`, which go before it. Killed then,
 * the program looks into the chat for all of them: so none may look there like another. And it must depend on none of
 * them whether it is sent at all: as a repeat, or as one too many in a minute.
 */
export function mayJoin(
  parts: DeliveryParts,
  portal: Portal,
  row: UploadRow,
  others: readonly UploadRow[],
): boolean {
  const watch = row.watch === undefined ? undefined : parts.watches.get(row.watch);
  if (watch !== undefined && (watch.perMinuteCap > 0 || watch.repeats === 'any-name')) return false;
  const isAlone = others.every(
    (other) => other.bot === row.bot && other.ino !== row.ino && !mayLookAlike(other, row),
  );
  return isAlone && fits(parts, portal, row) && !mayBeRepeat(parts, row);
}
