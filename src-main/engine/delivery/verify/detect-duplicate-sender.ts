import { isStoredAs } from '#domain/match-message.ts';
import type { UploadRow } from '../../store/uploads/rows.ts';
import type { RecentMessages } from '../../ports.ts';
import type { DeliveryDeps } from '../deps.ts';

/**
 * Notices in messages that are read anyway that our bot posted one of our files and none of our uploads did: another
 * computer watches the same folder.
 * @param ours message that is known to be the upload's own
 * @throws AppError `ledger.full`
 */
export function detectDuplicateSender(
  deps: Pick<DeliveryDeps, 'ledger' | 'clock' | 'emit'>,
  row: UploadRow,
  look: RecentMessages,
  ours: number | undefined,
): void {
  const { uploads, duplicateSenders } = deps.ledger;
  const { portal, dialog } = row;
  // What we may have posted ourselves without knowing it yet is nobody else's.
  const open = [
    ...uploads.inLane(portal, dialog, 'verifying'),
    ...uploads.inLane(portal, dialog, 'sending'),
  ].filter((other) => other.id !== row.id);
  for (const message of look.messages) {
    const { authorId, file, messageId } = message;
    if (authorId !== look.botId || file === undefined || messageId === ours) continue;
    if (uploads.claimOf(row, message) === 'taken' || open.some((other) => isStoredAs(other, file))) continue;
    const isOurs =
      isStoredAs(row, file) ||
      uploads.deliveriesOfSize(row, 0, file.size).some((other) => isStoredAs(other, file));
    if (!isOurs) continue;
    const duplicateSender = { portal, dialog, name: file.name, messageId, noticedAt: deps.clock.now() };
    duplicateSenders.put(duplicateSender);
    deps.emit({ type: 'duplicateSender', duplicateSender });
  }
}
