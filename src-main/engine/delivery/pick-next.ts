import { mayLookAlike } from '#domain/look.ts';
import type { Blocked, UploadRow } from '../ledger/rows.ts';
import type { Lane } from './lanes.ts';
import type { DeliveryParts } from './deps.ts';
import { transition } from './record-outcome.ts';

/** After the look into the chat that a twin waits for. */
const AFTER_LOOK_MS = 1_000;

/**
 * The upload of a lane that goes out now. One that looks in the chat like an upload whose answer was not seen
 * (another file of the same name and size) is put off until that one's look: were both unanswered, nobody could tell
 * whose the one file in the chat is, and the other would be taken for lost.
 * @param mayComeFirst true for an unanswered upload that everything behind it still waits for
 */
export function nextToSend(
  parts: DeliveryParts,
  lane: Lane,
  now: number,
  blocked: Blocked,
  mayComeFirst: (unanswered: UploadRow) => boolean,
): UploadRow | undefined {
  const { uploads } = parts.ledger;
  for (;;) {
    const row = uploads.nextDue(lane, now, blocked);
    if (row === undefined) return undefined;
    const unanswered = uploads.inLane(lane.portal, lane.dialog, 'verifying');
    if (unanswered.some(mayComeFirst)) return undefined;
    const twin = unanswered.find((other) => mayLookAlike(other, row));
    if (twin === undefined) return row;
    const until = Math.max(now, twin.nextAt ?? now) + AFTER_LOOK_MS;
    transition(parts, row.id, { type: 'put-off', code: 'delivery.twin', until, counts: false });
  }
}
