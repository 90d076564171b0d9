import type { UploadItem } from '#contract/uploads.ts';

/** Fewer files than these stand for themselves. */
const LEAST = 4;
const BURST_MS = 60_000;

/** States in which one file is like the other; one that is being sent is shown by itself. */
const ALIKE: ReadonlySet<UploadItem['state']> = new Set([
  'settling',
  'queued',
  'waiting',
  'delivered',
  'failed',
  'skipped',
]);

/** Splits rows, in the order in which they are shown, into bursts: files that came into one chat within a minute and stand alike. */
export function burstsOf(rows: readonly UploadItem[]): readonly (readonly UploadItem[])[] {
  const bursts: UploadItem[][] = [];
  for (const row of rows) {
    const burst = bursts.at(-1);
    const newest = burst?.[0];
    if (burst !== undefined && newest !== undefined && belongs(newest, row)) burst.push(row);
    else bursts.push([row]);
  }
  return bursts.flatMap((burst) => (burst.length < LEAST ? burst.map((row) => [row]) : [burst]));
}

function belongs(newest: UploadItem, row: UploadItem): boolean {
  return (
    ALIKE.has(row.state) &&
    row.state === newest.state &&
    row.code === newest.code &&
    row.portal === newest.portal &&
    row.dialog === newest.dialog &&
    row.watch === newest.watch &&
    new Date(row.queuedAt).getDate() === new Date(newest.queuedAt).getDate() &&
    Math.abs(newest.queuedAt - row.queuedAt) <= BURST_MS
  );
}
