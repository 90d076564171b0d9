import type { AppClient } from '#contract/contract.ts';
import type { DraftProblem, WatchDraft, WatchItem, WatchPreview } from '#contract/watches.ts';
import { attempt } from '../../lib/notes.svelte.ts';
import { draftOf } from './draft.ts';
import { keepDraft, keptDraft, forgetDraft, type KeptDraft } from './kept-drafts.ts';
import { BLANK, PRESET_RULES, type Preset } from './presets.ts';

/** Typing pauses for so long before a draft is checked and previewed. */
const PAUSE_MS = 300;

export const STEPS = ['folder', 'chat', 'rules'] as const;
export type Step = (typeof STEPS)[number];

/** A watch while it is edited. Every change is kept: closing the editor, or the window, loses nothing. */
export class EditorModel {
  readonly original: string | undefined;
  step = $state<Step>('folder');
  draft = $state.raw<WatchDraft>(BLANK);
  chatTitle = $state('');
  problems = $state.raw<readonly DraftProblem[]>([]);
  preview = $state.raw<WatchPreview>();
  /** The draft is one that was left before. */
  isKept = $state(false);
  isSaving = $state(false);
  /** Thrown away a moment ago; comes back while nothing else is changed. */
  discarded = $state.raw<KeptDraft>();
  defaultJunk = $state.raw<readonly string[]>([]);

  readonly #client: AppClient;
  readonly #start: WatchDraft;
  readonly #startTitle: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  /** `watch`: the one to edit; undefined for a new one, which begins with `given`. */
  constructor(client: AppClient, watch: WatchItem | undefined, given: Partial<WatchDraft> = {}) {
    this.#client = client;
    this.original = watch?.name;
    this.#startTitle = watch?.chatTitle ?? '';
    this.chatTitle = this.#startTitle;
    this.#start = watch === undefined ? { ...BLANK, ...given } : draftOf(watch);
    const kept = keptDraft(this.original);
    this.isKept = kept !== undefined;
    this.draft = kept?.draft ?? this.#start;
    if (kept !== undefined) this.chatTitle = kept.chatTitle;
    void this.#look();
    void attempt(client.watches.defaultJunk()).then((junk) => (this.defaultJunk = junk ?? []));
  }

  change(changes: Partial<WatchDraft>): void {
    this.replace({ ...this.draft, ...changes });
  }

  /** The same where a field goes away. */
  replace(draft: WatchDraft): void {
    this.discarded = undefined;
    this.draft = draft;
    keepDraft(this.original, { draft: this.draft, chatTitle: this.chatTitle });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), PAUSE_MS);
  }

  apply(preset: Preset): void {
    this.change(PRESET_RULES[preset]);
  }

  async chooseFolder(): Promise<void> {
    const folder = await attempt(this.#client.watches.chooseFolder());
    if (folder === undefined) return;
    // The folder names the watch once; a name that was typed, or emptied, afterwards is respected.
    const isUnnamed = this.draft.name === '';
    this.change({
      folder,
      ...(isUnnamed ? { name: folder.split(/[\\/]/).findLast((part) => part !== '') ?? '' } : {}),
    });
  }

  pick(target: Pick<WatchDraft, 'portal' | 'bot' | 'dialog'>, chatTitle: string): void {
    this.chatTitle = chatTitle;
    this.change(target);
  }

  /** True when it is saved. */
  async save(): Promise<boolean> {
    this.isSaving = true;
    const problems = await attempt(this.#client.watches.save(this.#question()));
    this.isSaving = false;
    if (problems === undefined) return false;
    this.problems = problems;
    const isSaved = problems.every(({ isWarning }) => isWarning);
    if (isSaved) this.#end();
    return isSaved;
  }

  /** Forgets what was changed and begins where the watch stands. */
  discard(): void {
    const { draft, chatTitle } = this;
    this.#end();
    this.isKept = false;
    this.draft = this.#start;
    this.chatTitle = this.#startTitle;
    this.discarded = { draft, chatTitle };
    void this.#look();
  }

  takeBack(): void {
    if (this.discarded === undefined) return;
    const { draft, chatTitle } = this.discarded;
    this.chatTitle = chatTitle;
    this.replace(draft);
    this.isKept = true;
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  problemOf(field: keyof WatchDraft): DraftProblem | undefined {
    return this.problems.find((problem) => problem.field === field);
  }

  #end(): void {
    clearTimeout(this.#timer);
    forgetDraft(this.original);
  }

  /** A half-typed draft may be one main refuses to read; that is no failure to tell anybody about. */
  async #look(): Promise<void> {
    if (this.draft.folder === '') return;
    const asked = ++this.#asked;
    const [problems, preview] = await Promise.allSettled([
      this.#client.watches.check(this.#question()),
      this.#client.watches.preview(this.draft),
    ]);
    if (asked !== this.#asked) return;
    if (problems.status === 'fulfilled') this.problems = problems.value;
    this.preview = preview.status === 'fulfilled' ? preview.value : undefined;
  }

  #question() {
    return { draft: this.draft, ...(this.original === undefined ? {} : { original: this.original }) };
  }
}
