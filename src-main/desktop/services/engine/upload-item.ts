import { dirname } from 'node:path';
import type { UploadAction, UploadDetails, UploadItem } from '#contract/uploads.ts';
import { treatmentOf } from '#domain/errors.ts';
import { effectiveState, type Blockers } from '#domain/blockers.ts';
import { readable } from '#engine/system/byte-names.ts';
import type { AttemptRow, UploadRow } from '#engine/store/uploads/rows.ts';

/** Facts for displaying an upload that its row does not contain. */
export interface DisplayContext {
  readonly home: string;
  readonly blockers: Blockers;
  /** Title of a dialog, where it is known. */
  readonly titleOf: (target: { readonly portal: string; readonly dialog: string }) => string | undefined;
  /** Names of portals that are still in the settings. */
  readonly portals: ReadonlySet<string>;
}

/** A row as the windows show it. */
export function toUploadItem(raw: UploadRow, display: DisplayContext): UploadItem {
  const row = effectiveState(raw, display.blockers);
  return {
    id: row.id,
    name: row.name,
    folder: shortFolder(dirname(readable(row.path)), display.home),
    watch: row.watch,
    portal: row.portal,
    bot: row.bot,
    dialog: row.dialog,
    chatTitle: display.titleOf(row) ?? row.dialog,
    size: row.size,
    state: row.state,
    code: row.code,
    nextAt: row.nextAt,
    queuedAt: row.queuedAt,
    deliveredAt: row.deliveredAt,
    removedAt: row.removedAt,
    attempts: row.attempts,
    afterCode: row.afterCode,
    actions: actionsFor(row, display.portals.has(row.portal)),
  };
}

export function toUploadDetails(
  row: UploadRow,
  attempts: readonly AttemptRow[],
  display: DisplayContext,
): UploadDetails {
  const { path, sentName, caption, sha256, messageId, fileId, removedBy, afterState, movedTo } = row;
  return {
    ...toUploadItem(row, display),
    path,
    sentName,
    caption,
    sha256,
    messageId,
    fileId,
    removedBy,
    after: afterState && { state: afterState, movedTo },
    attemptList: attempts.map(({ startedAt, endedAt, outcome, code, origin, sentBytes }) => ({
      startedAt,
      endedAt,
      outcome,
      code,
      origin,
      sentBytes,
    })),
  };
}

/** The possible actions for an upload, the most likely first. */
export function actionsFor(
  { state, code, messageId }: Pick<UploadRow, 'state' | 'code' | 'messageId'>,
  hasPortal: boolean,
): readonly UploadAction[] {
  const first: UploadAction[] = [];
  if (code === 'delivery.undecided') first.push('confirm');
  if (code === 'dialog.access-denied' && hasPortal) first.push('add-bot');
  if (code !== undefined && treatmentOf(code).scope === 'portal' && treatmentOf(code).remedy === 'ask-user') {
    first.push('mend-portal');
  }
  switch (state) {
    case 'settling':
    case 'queued':
    case 'sending':
      return [...first, 'cancel', ...FILE];
    case 'waiting':
      return [...first, 'retry', 'cancel', ...FILE];
    case 'verifying':
      return [...first, ...CHAT, ...FILE];
    case 'failed':
      return [...first, 'retry', 'cancel', 'send-elsewhere', ...CHAT, ...FILE];
    case 'skipped':
      return [...first, 'send-anyway', 'send-elsewhere', ...FILE];
    case 'cancelled':
    case 'removed':
      return [...first, 'send-again', 'send-elsewhere', ...FILE];
    case 'delivered': {
      const removable: UploadAction[] = messageId === undefined || !hasPortal ? [] : ['remove-from-chat'];
      return [...CHAT, ...FILE, 'send-again', 'send-elsewhere', ...removable];
    }
  }
}

const CHAT: readonly UploadAction[] = ['open-in-chat'];
const FILE: readonly UploadAction[] = ['open-file', 'show-in-folder'];

/** `~/Scans` for a folder below home. */
export function shortFolder(folder: string, home: string): string {
  if (folder === home) return '~';
  const rest = folder.slice(home.length);
  return folder.startsWith(home) && /^[\\/]/.test(rest) ? `~${rest}` : folder;
}
