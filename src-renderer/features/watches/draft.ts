import type { WatchDraft, WatchItem } from '#contract/watches.ts';

const SHOWN_ONLY = [
  'chatTitle',
  'state',
  'pausedUntil',
  'waiting',
  'lastFile',
  'duplicateSender',
  'isLocked',
] as const satisfies readonly Exclude<keyof WatchItem, keyof WatchDraft>[];

/** The part of a watch that is edited. */
export function draftOf(watch: WatchItem): WatchDraft {
  const draft: WatchDraft = { ...watch };
  for (const field of SHOWN_ONLY) Reflect.deleteProperty(draft, field);
  return draft;
}

/** One pattern a line. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
