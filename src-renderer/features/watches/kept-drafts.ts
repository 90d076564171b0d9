import type { WatchDraft } from '#contract/watches.ts';
import { BLANK } from './presets.ts';

export interface KeptDraft {
  readonly draft: WatchDraft;
  readonly chatTitle: string;
}

const PREFIX = 'chatdrop.draft.';

/**
 * The draft left behind for a watch (undefined: the new one). It holds no secret. One that another version left, and that
 * the editor cannot show, is forgotten.
 */
export function keptDraft(original: string | undefined): KeptDraft | undefined {
  const text = localStorage.getItem(placeOf(original));
  if (text === null) return undefined;
  const kept = parse(text);
  if (!isKeptDraft(kept)) forgetDraft(original);
  return isKeptDraft(kept) ? kept : undefined;
}

export function keepDraft(original: string | undefined, draft: KeptDraft): void {
  localStorage.setItem(placeOf(original), JSON.stringify(draft));
}

export function forgetDraft(original: string | undefined): void {
  localStorage.removeItem(placeOf(original));
}

function placeOf(original: string | undefined): string {
  return PREFIX + (original === undefined ? 'new' : `of.${original}`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a draft means is checked by main, which has the schema. Here it only has to have the fields of a blank one. */
function isKeptDraft(kept: unknown): kept is KeptDraft {
  if (!isObject(kept) || typeof kept['chatTitle'] !== 'string' || !isObject(kept['draft'])) return false;
  const { draft } = kept;
  return Object.entries(BLANK).every(
    ([field, value]) =>
      value === undefined ||
      (typeof draft[field] === typeof value && Array.isArray(draft[field]) === Array.isArray(value)) ||
      field === 'after',
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
