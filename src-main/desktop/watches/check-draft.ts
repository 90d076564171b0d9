import { homedir } from 'node:os';
import { isAbsolute, relative } from 'node:path';
import type { DraftProblem, WatchDraft } from '#contract/watches.ts';
import { unknownPlaceholders } from '#domain/caption.ts';
import { parseDialogId } from '#domain/dialog-id.ts';
import { mayNeverBeWatched } from '#engine/watch/forbidden-roots.ts';
import type { Stored } from '../settings/stored.ts';

export interface DraftQuestion {
  readonly draft: WatchDraft;
  /** The name it had; undefined for a new one. */
  readonly original: string | undefined;
  readonly stored: Stored;
  readonly dataDir: string;
}

/** Everything that is wrong with a draft, and what is worth a warning. */
export async function checkDraft(question: DraftQuestion): Promise<readonly DraftProblem[]> {
  const { draft, original, stored, dataDir } = question;
  const problems: DraftProblem[] = [];
  const wrong = (field: DraftProblem['field'], problem: DraftProblem['problem'], detail?: string) =>
    problems.push({ field, problem, detail, isWarning: false });

  const others = stored.watches.filter(({ name }) => name !== original);
  if (others.some(({ name }) => name === draft.name)) wrong('name', 'taken');
  if (!isAbsolute(draft.folder)) wrong('folder', 'required');
  else if (await mayNeverBeWatched(draft.folder, { home: homedir(), dataDir, platform: process.platform })) {
    wrong('folder', 'forbidden');
  }
  if (!stored.portals.some(({ name }) => name === draft.portal)) wrong('portal', 'unknown');
  if (!stored.bots.some(({ name, portal }) => name === draft.bot && portal === draft.portal)) {
    wrong('bot', 'unknown');
  }
  if (!parseDialogId(draft.dialog).ok) wrong('dialog', 'unknown');
  if (draft.sizeMax !== undefined && draft.sizeMax < draft.sizeMin) wrong('sizeMax', 'range');
  for (const word of unknownPlaceholders(draft.caption)) {
    problems.push({ field: 'caption', problem: 'placeholder', detail: word, isWarning: true });
  }
  for (const { name } of others.filter((other) => overlaps(draft, other))) {
    problems.push({ field: 'folder', problem: 'overlaps', detail: name, isWarning: true });
  }
  return problems;
}

/** True when a file may go out twice into the same dialog. */
function overlaps(one: WatchDraft, other: WatchDraft): boolean {
  if (one.portal !== other.portal || one.dialog !== other.dialog) return false;
  const isInside = (inner: WatchDraft, outer: WatchDraft) => {
    const way = relative(outer.folder, inner.folder);
    return way === '' || (outer.recursive && !way.startsWith('..') && !isAbsolute(way));
  };
  return isInside(one, other) || isInside(other, one);
}
