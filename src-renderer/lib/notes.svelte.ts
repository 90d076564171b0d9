import type { ErrorCode } from '#texts/errors.ts';
import { codeOf, wholeError } from './wording.ts';

export interface Note {
  readonly id: number;
  readonly text: string;
  readonly tone: 'ok' | 'needs-you';
}

const SHOWN_MS = 6_000;

/** Short notes at the edge of the window. Failures stay until they are closed. */
class Notes {
  all = $state<readonly Note[]>([]);
  #lastId = 0;

  say(text: string): void {
    const id = this.#add(text, 'ok');
    setTimeout(() => this.close(id), SHOWN_MS);
  }

  fail(code: ErrorCode): void {
    const text = wholeError(code);
    if (this.all.some((note) => note.text === text)) return;
    this.#add(text, 'needs-you');
  }

  close(id: number): void {
    this.all = this.all.filter((note) => note.id !== id);
  }

  #add(text: string, tone: Note['tone']): number {
    const id = ++this.#lastId;
    this.all = [...this.all.slice(-2), { id, text, tone }];
    return id;
  }
}

export const notes = new Notes();

/** Waits for a call; a failure becomes a note, and the answer is undefined. */
export async function attempt<Value>(call: Promise<Value>): Promise<Value | undefined> {
  try {
    return await call;
  } catch (error) {
    notes.fail(codeOf(error));
    return undefined;
  }
}

/** The same where only the end matters: true when it went well. */
export async function succeeds(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    notes.fail(codeOf(error));
    return false;
  }
}
