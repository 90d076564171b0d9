import type { UnfinishedSign } from '#domain/unfinished.ts';
import type { UploadState } from '#domain/upload.ts';
import type { UploadRow } from '#engine/store/uploads/rows.ts';
import { visible } from '#domain/visible.ts';
import { formatBytes, formatClock, formatTransfer } from '../format.ts';
import { reasonOf } from '../wording.ts';

const STATES: Readonly<Record<UploadState, string>> = {
  settling: 'waits until it is quiet',
  queued: 'queued',
  sending: 'sending',
  waiting: 'waiting',
  verifying: 'verifying',
  delivered: 'delivered',
  failed: 'needs you',
  skipped: 'skipped',
  cancelled: 'cancelled',
  removed: 'removed from the chat',
};

/** `report.pdf → chat5` */
export function wayOf(row: Pick<UploadRow, 'name' | 'dialog'>): string {
  return `${visible(row.name)} → ${visible(row.dialog)}`;
}

/** What became of an upload, and what happens next: `waiting: the portal asks to slow down: goes on by itself (14:02:11)`. */
export function stateWords(row: UploadRow, host?: string): string {
  const reason = row.code === undefined ? '' : `: ${reasonOf(row.code, host)}`;
  const next = row.nextAt === undefined ? '' : ` (${formatClock(row.nextAt)})`;
  return `${STATES[row.state]}${sizeWords(row)}${reason}${next}${waitWords(row)}`;
}

const WAITS: Readonly<Record<UnfinishedSign, string>> = {
  open: 'another program had it open',
  'control-file': 'a control file lay beside it',
  'no-end': 'its end was missing',
};

/** Why a file was sent later than its quiet time, and what makes that certain. */
function waitWords({ waitedFor }: UploadRow): string {
  return waitedFor === undefined ? '' : `; waited longer than quietSeconds: ${WAITS[waitedFor]}`;
}

function sizeWords({ state, size, startedAt, deliveredAt }: UploadRow): string {
  if (state === 'queued' || state === 'sending') return `, ${formatBytes(size)}`;
  if (state !== 'delivered' || startedAt === undefined || deliveredAt === undefined) return '';
  return `, ${formatTransfer(size, deliveredAt - startedAt)}`;
}
