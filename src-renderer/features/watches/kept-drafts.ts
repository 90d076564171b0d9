import type { WatchDraft } from '#contract/watches.ts';

export interface KeptDraft {
  readonly draft: WatchDraft;
  readonly chatTitle: string;
}

const PREFIX = 'chatdrop.draft.';

/** The draft left behind for a watch (undefined: the new one). It holds no secret. */
export function keptDraft(original: string | undefined): KeptDraft | undefined {
  const text = localStorage.getItem(placeOf(original));
  return text === null ? undefined : (JSON.parse(text) as KeptDraft);
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
