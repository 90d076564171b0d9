import type { Ledger } from '#engine/store/ledger.ts';
import type { UploadRow } from '#engine/store/uploads/rows.ts';
import { Broken } from './broken.ts';
import { readyIn, type Choice } from './choices.ts';

/**
 * An upload begins only when none of its dialog that was ready earlier is left. One that has become ready since this one
 * was chosen has its turn after it.
 */
export function overtaking(
  ledger: Ledger,
  row: UploadRow,
  choices: readonly Choice[],
  now: number,
): Broken | undefined {
  const earlier = readyIn(ledger, row.dialog, now).find(
    (id) => id < row.id && choices.every(({ ready }) => ready.has(id)),
  );
  return earlier === undefined ? undefined : new Broken('other', `upload ${row.id} overtook ${earlier}`);
}
