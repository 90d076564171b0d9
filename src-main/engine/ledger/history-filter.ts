import type { SQLInputValue } from 'node:sqlite';
import { UPLOAD_STATES, type UploadState } from '#domain/upload.ts';
import { PENDING_STATES } from './halves.ts';

/** The four lists in which people look for an upload. */
export const SECTIONS = {
  'needs-you': ['failed'],
  'in-progress': PENDING_STATES,
  delivered: ['delivered'],
  skipped: ['skipped', 'cancelled'],
} as const satisfies Readonly<Record<string, readonly UploadState[]>>;

export type Section = keyof typeof SECTIONS;

export interface DialogKey {
  readonly portal: string;
  readonly dialog: string;
}

/** Which uploads are asked for; what is absent or undefined does not matter. */
export interface HistoryFilter {
  readonly section?: Section | undefined;
  /** Narrows the section. `queued` and `waiting` are as people see them, see `asSeen`. */
  readonly states?: readonly UploadState[] | undefined;
  readonly portal?: string | undefined;
  readonly dialog?: string | undefined;
  /** Name of a watch; null for files sent by hand. */
  readonly watch?: string | null | undefined;
  /** Queued at or after, wall clock in milliseconds. */
  readonly from?: number | undefined;
  /** Queued before. */
  readonly to?: number | undefined;
  /** Part of a path or of a dialog's id, in whatever case. */
  readonly text?: string | undefined;
  /** Dialogs that match the text by a title that only the asker knows. */
  readonly textDialogs?: readonly DialogKey[] | undefined;
}

/** A condition over `uploads` with its values. */
export interface Condition {
  readonly sql: string;
  readonly values: Readonly<Record<string, SQLInputValue>>;
}

/** The states a filter lets through as the ledger knows them: what is shown as waiting may be queued there. */
export function storedStates({ section, states }: HistoryFilter): readonly UploadState[] {
  const inSection: readonly UploadState[] = section === undefined ? UPLOAD_STATES : SECTIONS[section];
  if (states === undefined || states.length === 0) return inSection;
  const seesWaiting = states.includes('waiting') || states.includes('queued');
  return inSection.filter(
    (state) => states.includes(state) || (seesWaiting && (state === 'queued' || state === 'waiting')),
  );
}

/** All of a filter but states, text and the ids between which to look. */
export function conditionOf({ portal, dialog, watch, from, to }: HistoryFilter): Condition {
  const parts: string[] = [];
  const values: Record<string, SQLInputValue> = {};
  const is = (column: string, value: SQLInputValue | undefined, comparison: string, name = column) => {
    if (value === undefined) return;
    parts.push(`${column} ${comparison} :${name}`);
    values[name] = value;
  };
  is('portal', portal, '=');
  is('dialog', dialog, '=');
  is('watch', watch, watch === null ? 'IS' : '=');
  is('queued_at', from, '>=', 'from');
  is('queued_at', to, '<', 'to');
  return { sql: parts.map((part) => `AND ${part}`).join(' '), values };
}

/** Text as it is compared: case does not matter, nor which of two spellings of `й` or `ü` it is. */
export function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
