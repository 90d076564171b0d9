import type { WatchDraft, WatchItem } from '#contract/watches.ts';

/** The part of a watch that is edited. */
export function draftOf(watch: WatchItem): WatchDraft {
  const shown = new Set<string>([
    'chatTitle',
    'state',
    'pausedUntil',
    'waiting',
    'lastFile',
    'rival',
    'isLocked',
  ]);
  return Object.fromEntries(Object.entries(watch).filter(([name]) => !shown.has(name))) as WatchDraft;
}

/** One pattern a line. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
