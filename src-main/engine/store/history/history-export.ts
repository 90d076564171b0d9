import type { UploadRow } from '../uploads/rows.ts';

const COLUMNS = [
  'id',
  'watch',
  'portal',
  'bot',
  'dialog',
  'path',
  'name',
  'sentName',
  'size',
  'sha256',
  'state',
  'code',
  'attempts',
  'queuedAt',
  'deliveredAt',
  'removedAt',
  'removedBy',
  'messageId',
  'fileId',
  'chatId',
  'movedTo',
] as const satisfies readonly (keyof UploadRow)[];

const TIMES: readonly string[] = ['queuedAt', 'deliveredAt', 'removedAt'];

/** The uploads as lines of a CSV file (RFC 4180), with a line of names first. */
export function* toCsv(rows: Iterable<UploadRow>): Generator<string> {
  yield `${COLUMNS.join(',')}\r\n`;
  for (const row of rows) yield `${COLUMNS.map((column) => cell(valueOf(row, column))).join(',')}\r\n`;
}

/** The uploads as a JSON array, in pieces. */
export function* toJson(rows: Iterable<UploadRow>): Generator<string> {
  let between = '[\n';
  for (const row of rows) {
    const entries = COLUMNS.map((column) => [column, valueOf(row, column) ?? null]);
    yield `${between}${JSON.stringify(Object.fromEntries(entries))}`;
    between = ',\n';
  }
  yield between === '[\n' ? '[]\n' : '\n]\n';
}

function valueOf(row: UploadRow, column: (typeof COLUMNS)[number]): string | number | undefined {
  const value = row[column];
  return TIMES.includes(column) && typeof value === 'number' ? new Date(value).toISOString() : value;
}

/**
 * Spreadsheet programs run a cell that begins like a formula (CWE-1236). Excel splits at semicolons or tabs where the
 * system's language has it so, whatever is quoted, so that a cell may also begin behind one of those.
 */
function cell(value: string | number | undefined): string {
  if (typeof value !== 'string') return value === undefined ? '' : String(value);
  const guarded = value.replace(/(^|[;\t\r\n]["\s]*)(?=[=+\-@\t\r])/g, "$1'");
  return /[",;\t\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
