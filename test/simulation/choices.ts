import type { Ledger } from '#engine/store/ledger.ts';

/** That the program is about to send an upload. */
export interface Choice {
  /** Uploads of the dialog that were ready when it chose. */
  readonly ready: ReadonlySet<number>;
  /** When the last question was answered that comes before the file itself; monotonic milliseconds. */
  answeredAt?: number;
}

/**
 * What the program has chosen to send and not begun yet. It tells nobody: it is seen at the portal, which is asked about
 * the dialog before it gets the file.
 */
export class Choices {
  readonly #ledger: Ledger;
  readonly #now: () => { readonly wall: number; readonly monotonic: number };
  readonly #asked = new Map<string, Choice>();
  readonly #posted = new Map<string, Choice>();

  constructor(ledger: Ledger, now: () => { readonly wall: number; readonly monotonic: number }) {
    this.#ledger = ledger;
    this.#now = now;
  }

  /** Attempts that have begun before anything was sent. */
  underWay(): ReadonlySet<Choice> {
    return new Set([...this.#asked.values(), ...this.#posted.values()]);
  }

  /** Something is asked about a dialog. */
  asks(dialog: string): Choice {
    return this.#askedNow(dialog) ?? this.#put(this.#asked, dialog, dialog);
  }

  answered(choice: Choice): void {
    choice.answeredAt = this.#now().monotonic;
  }

  posts(dialog: string, path: string): Choice | undefined {
    if (this.#askedNow(dialog) === undefined) this.#asked.delete(dialog);
    return this.#put(this.#posted, path, dialog);
  }

  /** Nothing comes of it, or it has begun. */
  ends(choice: Choice | undefined): void {
    for (const choices of [this.#asked, this.#posted]) {
      for (const [key, other] of choices) if (other === choice) choices.delete(key);
    }
  }

  /** How the upload was chosen that is on disk as `sending` now. */
  claimed(dialog: string, path: string): readonly Choice[] {
    const choices = [this.#asked.get(dialog), this.#posted.get(path)];
    this.#asked.delete(dialog);
    this.#posted.delete(path);
    return choices.filter((choice) => choice !== undefined);
  }

  /** What has gone on without a break since a question about the dialog. */
  #askedNow(dialog: string): Choice | undefined {
    const choice = this.#asked.get(dialog);
    return choice?.answeredAt === this.#now().monotonic ? choice : undefined;
  }

  #put(choices: Map<string, Choice>, key: string, dialog: string): Choice {
    const choice = { ready: new Set(readyIn(this.#ledger, dialog, this.#now().wall)) };
    choices.set(key, choice);
    return choice;
  }
}

/** Uploads of a dialog that could go out now. */
export function readyIn({ uploads }: Ledger, dialog: string, now: number): readonly number[] {
  const due = uploads.inState('waiting').filter(({ nextAt }) => nextAt === undefined || nextAt <= now);
  return [...uploads.inState('queued'), ...due].flatMap((row) => (row.dialog === dialog ? [row.id] : []));
}
