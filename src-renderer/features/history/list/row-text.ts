import type { UploadDetails, UploadItem, UploadProgress } from '#contract/uploads.ts';
import { bytes, duration, percent, t } from '../../../lib/i18n.svelte.ts';
import { clockTime, exactTime, moment } from '../../../lib/time.ts';
import { next, what } from '../../../lib/wording.ts';

/** The state in a word or two, for the end of a row. */
export function stateText(row: UploadItem, progress: UploadProgress | undefined): string {
  switch (row.state) {
    case 'delivered':
      return clockTime(row.deliveredAt ?? row.queuedAt);
    case 'sending':
      return progress === undefined ? t('state.sending') : sendingText(row, progress);
    case 'skipped':
      return row.code === undefined ? t('state.skipped') : what(row.code);
    case 'settling':
    case 'queued':
    case 'waiting':
    case 'verifying':
    case 'failed':
    case 'cancelled':
    case 'removed':
      return t(`state.${row.state}`);
  }
}

/** What became of the file after its delivery. */
export function afterText({ after, afterCode }: UploadDetails): string | undefined {
  if (afterCode !== undefined) return t('after.left', { why: what(afterCode) });
  switch (after?.state) {
    case 'moved':
      return t('after.moved', { folder: after.movedTo ?? '' });
    case 'trashed':
    case 'due':
      return t(`after.${after.state}`);
    case 'left':
    case undefined:
      return undefined;
  }
}

/** When the message was removed from the chat, and who asked for it. */
export function removedText({ removedAt, removedBy }: UploadDetails): string | undefined {
  if (removedAt === undefined || removedBy === undefined) return undefined;
  return t('detail.removedWhen', { time: exactTime(removedAt), by: t(`removedBy.${removedBy}`) });
}

/** What it waits for and when it goes on; undefined where there is nothing to say. */
export function reasonText(row: UploadItem): string | undefined {
  if (row.afterCode !== undefined) return t('after.left', { why: what(row.afterCode) });
  if (row.code === undefined || row.state === 'skipped') return undefined;
  const goesOn = row.nextAt === undefined ? undefined : t('next.at', { time: moment(row.nextAt) });
  return [what(row.code), ...(goesOn === undefined ? [] : [goesOn])].join(', ');
}

/** What it is and what happens next, whole; for the details. */
export function nextText(row: UploadItem): string | undefined {
  if (row.code === undefined) return undefined;
  return row.nextAt === undefined ? next(row.code) : `${next(row.code)} (${moment(row.nextAt)})`;
}

/** Where it comes from and where it goes. */
export function routeText(row: UploadItem): string {
  return t('history.route', { from: row.watch ?? t('history.byHand'), to: row.chatTitle });
}

/** `62 MB of 84 MB, 8.1 MB/s` */
export function transferText(row: UploadItem, progress: UploadProgress): string {
  const done = t('common.bytesOf', { done: bytes(progress.sentBytes), total: bytes(row.size) });
  return `${done}, ${t('common.perSecond', { bytes: bytes(progress.bytesPerSecond) })}`;
}

function sendingText(row: UploadItem, { sentBytes, bytesPerSecond }: UploadProgress): string {
  const share = percent(shareOf(row, sentBytes));
  if (bytesPerSecond <= 0) return share;
  return t('next.percent', { percent: share, time: duration((row.size - sentBytes) / bytesPerSecond) });
}

/** How much of it has gone out, 0 to 1. */
export function shareOf(row: UploadItem, sentBytes: number): number {
  return row.size === 0 ? 0 : Math.min(1, sentBytes / row.size);
}

export type Tone = 'ok' | 'accent' | 'waiting' | 'needs-you' | 'muted';

/** The colour that goes with the words. */
export function toneOf(row: UploadItem): Tone {
  switch (row.state) {
    case 'delivered':
      return 'ok';
    case 'sending':
      return 'accent';
    case 'failed':
      return 'needs-you';
    case 'skipped':
    case 'cancelled':
    case 'removed':
    case 'queued':
      return 'muted';
    case 'settling':
    case 'waiting':
    case 'verifying':
      return 'waiting';
  }
}
