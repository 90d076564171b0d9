import { AppError } from '#domain/errors.ts';
import type { Remover } from '#domain/upload.ts';
import type { Portal } from '../ports.ts';
import type { UploadRow } from '../store/uploads/rows.ts';
import type { Uploads } from '../store/uploads/uploads.ts';

export interface RemovalDeps {
  readonly uploads: Pick<Uploads, 'get' | 'apply' | 'setRemover'>;
  readonly portals: ReadonlyMap<string, Pick<Portal, 'removeMessage'>>;
  /** Wall clock in milliseconds. */
  readonly now: () => number;
}

/** Remedies after which the same call may succeed later. */
const PASSING: readonly string[] = ['wait', 'retry', 'retry-few', 'refresh', 'verify'];

/**
 * Removes the message of a delivered upload from its chat. The request is recorded before the call and the outcome after
 * it, so that a process that is killed in between finishes at its next start.
 * @throws AppError `message.none`, `message.not-removed`, or why the portal cannot be asked now. After a passing failure
 *   the removal stays recorded and `finishRemoval` tries again.
 */
export async function removeFromChat(
  deps: RemovalDeps,
  id: number,
  remover: Remover,
  signal: AbortSignal,
): Promise<UploadRow> {
  const row = deps.uploads.get(id);
  if (row?.state !== 'delivered' || row.messageId === undefined)
    throw new AppError('message.none', 'the upload has no message in a chat');
  deps.uploads.setRemover(id, remover);
  return finishRemoval(deps, row, signal);
}

/** Does what was recorded by `removeFromChat`. A message that is gone already counts as removed. @throws AppError */
export async function finishRemoval(
  { uploads, portals, now }: RemovalDeps,
  row: UploadRow,
  signal: AbortSignal,
): Promise<UploadRow> {
  try {
    const portal = portals.get(row.portal);
    if (portal === undefined || row.messageId === undefined)
      throw new AppError('message.none', 'its portal is not in the configuration');
    const wasThere = await portal.removeMessage(row, row.messageId, signal);
    const code = wasThere ? undefined : 'message.gone';
    return uploads.apply(row.id, { type: 'removed', code }, { removedAt: now() }) ?? row;
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (!PASSING.includes(error.remedy)) uploads.setRemover(row.id, undefined);
    throw error;
  }
}
