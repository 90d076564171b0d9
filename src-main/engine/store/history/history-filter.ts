import type { SQLInputValue } from 'node:sqlite';
import { readable } from '../../system/byte-names.ts';
import { PENDING_STATES, UPLOAD_STATES, type UploadState } from '#domain/upload.ts';

/** The four lists in which people look for an upload. */
export const SECTIONS = {
  'needs-you': ['failed'],
  'in-progress': PENDING_STATES,
  delivered: ['delivered'],
  skipped: ['skipped', 'cancelled', 'removed'],
} as const satisfies Readonly<Record<string, readonly UploadState[]>>;

export type Section = keyof typeof SECTIONS;

export interface DialogKey {
  readonly portal: string;
  readonly dialog: string;
}

/** Which uploads are asked for; what is absent or undefined does not matter. */
export interface HistoryFilter {
  readonly section?: Section | undefined;
  /** Narrows the section. `queued` and `waiting` are as people see them, see `effectiveState`. */
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

/** All of a filter but the states. Every column it names is in the index `uploads_history`. */
export function conditionOf(filter: HistoryFilter): Condition {
  const { portal, dialog, watch, from, to, textDialogs = [] } = filter;
  const parts: string[] = [];
  const values: Record<string, SQLInputValue> = {};
  const compare = (column: string, comparison: string, value: SQLInputValue | undefined, name = column) => {
    if (value === undefined) return;
    parts.push(`${column} ${comparison} :${name}`);
    values[name] = value;
  };
  compare('portal', '=', portal);
  compare('dialog', '=', dialog);
  compare('watch', watch === null ? 'IS' : '=', watch);
  compare('queued_at', '>=', from, 'from');
  compare('queued_at', '<', to, 'to');
  const text = folded(filter.text ?? '');
  if (text !== '') {
    const hasText = `search_text LIKE :text ESCAPE '\\'`;
    values['text'] = `%${text.replaceAll(/[\\%_]/gu, '\\$&')}%`;
    if (textDialogs.length === 0) parts.push(hasText);
    else {
      // Most rows are of none of these dialogs, and `instr` says so in half the time of the exact comparison.
      parts.push(`(${hasText} OR (instr(:dialog_ids, dialog) > 0
        AND (portal, dialog) IN (SELECT value ->> 0, value ->> 1 FROM json_each(:dialogs))))`);
      values['dialog_ids'] = textDialogs.map((key) => key.dialog).join('\n');
      values['dialogs'] = JSON.stringify(textDialogs.map((key) => [key.portal, key.dialog]));
    }
  }
  return { sql: parts.map((part) => `AND ${part}`).join(' '), values };
}

/** What the history searches: the path and the dialog id of an upload. */
export function searchText(path: string, dialog: string): string {
  return folded(`${readable(path)}\n${dialog}`);
}

/** Text as it is compared: case is ignored, and both spellings of `й` or `ü` are equal. */
function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
