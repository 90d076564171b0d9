import type { UploadItem } from '#contract/uploads.ts';

const COLUMNS = [
  'id',
  'name',
  'folder',
  'watch',
  'portal',
  'bot',
  'dialog',
  'chatTitle',
  'size',
  'state',
  'code',
  'queuedAt',
  'deliveredAt',
  'attempts',
] as const satisfies readonly (keyof UploadItem)[];

/** Rows of the history for a spreadsheet or a program. Times are ISO 8601 in UTC. */
export function exportText(items: readonly UploadItem[], format: 'csv' | 'json'): string {
  const records = items.map((item) => COLUMNS.map((column) => [column, shown(item, column)] as const));
  if (format === 'json') {
    return records.map((record) => `${JSON.stringify(Object.fromEntries(record))}\n`).join('');
  }
  const lines = [COLUMNS, ...records.map((record) => record.map(([, value]) => value))];
  return lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

function shown(item: UploadItem, column: (typeof COLUMNS)[number]): string | number | null {
  const value = item[column];
  if (value === undefined) return null;
  return column === 'queuedAt' || column === 'deliveredAt' ? new Date(value).toISOString() : value;
}

/** A cell that begins like a formula is run by spreadsheets; the apostrophe keeps it a text. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
