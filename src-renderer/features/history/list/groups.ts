import type { UploadItem } from '#contract/uploads.ts';

/** Fewer files stay rows of their own. */
const MIN_FILES = 4;
const MAX_SPAN_MS = 60_000;

/** States in which files are grouped; a file that is being sent has its own row. */
const GROUPED: ReadonlySet<UploadItem['state']> = new Set([
  'settling',
  'queued',
  'waiting',
  'delivered',
  'failed',
  'skipped',
]);

/**
 * Splits rows, in the order in which they are shown, into groups: files of one watch that came for the same chat within
 * a minute and have the same state and reason.
 */
export function groupsOf(rows: readonly UploadItem[]): readonly (readonly UploadItem[])[] {
  const groups: UploadItem[][] = [];
  for (const row of rows) {
    const group = groups.at(-1);
    const newest = group?.[0];
    if (group !== undefined && newest !== undefined && belongs(newest, row)) group.push(row);
    else groups.push([row]);
  }
  return groups.flatMap((group) => (group.length < MIN_FILES ? group.map((row) => [row]) : [group]));
}

function belongs(newest: UploadItem, row: UploadItem): boolean {
  return (
    GROUPED.has(row.state) &&
    row.state === newest.state &&
    row.code === newest.code &&
    row.portal === newest.portal &&
    row.dialog === newest.dialog &&
    row.watch === newest.watch &&
    Math.abs(newest.queuedAt - row.queuedAt) <= MAX_SPAN_MS &&
    new Date(row.queuedAt).getDate() === new Date(newest.queuedAt).getDate()
  );
}
