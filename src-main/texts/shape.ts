import type { ErrorCode } from '#domain/errors.ts';

/** A failure in words. Lower case and without a full stop: the parts stand after other words. */
export interface ErrorText {
  /** What it is, as people see it. */
  readonly what: string;
  /** What happens next by itself, or what to do in the window. */
  readonly next: string;
}

/** Every failure in words: a new code does not compile until it is worded in every language. */
export type ErrorTexts = Readonly<Record<ErrorCode, ErrorText>>;

/** What to do where there is only a terminal, where that differs from what the window says. */
export type CommandTexts = Readonly<Partial<Record<ErrorCode, string>>>;

/** The failures of one kind, such as `file`. */
export type ErrorTextsOf<Kind extends string> = Readonly<
  Record<Extract<ErrorCode, `${Kind}.${string}`>, ErrorText>
>;

/** Messages of one part of the program, with the keys of the English ones. */
export type Translation<English> = Readonly<Record<keyof English, string>>;
