import { z } from 'zod';
import { watchFields } from '#config/watch-fields.ts';
import type { WatchProblem } from '#config/watch-problems.ts';
import type { WatchState } from '#domain/watch.ts';
import { call, notice } from './define.ts';
import { dialog, name, text } from './ids.ts';

/** A watch as the editor holds it: half-typed, so what its fields mean together is checked by `check`. */
export const watchDraft = watchFields.extend({ dialog, portal: name });
export type WatchDraft = z.output<typeof watchDraft>;

export interface WatchItem extends WatchDraft {
  readonly chatTitle: string;
  readonly state: WatchState;
  /** Wall clock until which it is paused; `Infinity` until it is resumed; undefined when it runs. */
  readonly pausedUntil: number | undefined;
  readonly waiting: number;
  readonly lastFile: { readonly name: string; readonly at: number } | undefined;
  /** Another computer posts the same files into the chat; this one gave it away. */
  readonly duplicateSender: { readonly name: string; readonly at: number } | undefined;
  /** Laid down by the machine's policy: shown and paused, but neither edited nor removed. */
  readonly isLocked: boolean;
}

/** What a draft would do with the files that are there. */
/** Why a draft would not send a file. */
export type LeftOutReason =
  | 'junk'
  | 'exclude'
  | 'include'
  | 'depth'
  | 'sent'
  | 'hidden'
  | 'ignored'
  | 'document'
  | 'empty'
  | 'too-small'
  | 'too-large';

export interface LeftOutFile {
  readonly name: string;
  readonly reason: LeftOutReason;
  /** The pattern of `junk` and `exclude`. */
  readonly pattern: string | undefined;
}

export interface WatchPreview {
  readonly matches: readonly { readonly name: string; readonly size: number; readonly caption: string }[];
  readonly matchCount: number;
  readonly matchBytes: number;
  readonly others: readonly LeftOutFile[];
  readonly drive: 'local' | 'network' | 'absent';
}

/** What is wrong with a field of a draft, or `folder` with another watch. */
export interface DraftProblem {
  readonly field: keyof WatchDraft;
  readonly problem:
    | 'required'
    | 'taken'
    | 'forbidden'
    | 'unknown'
    | 'missing'
    | 'overlaps'
    | 'placeholder'
    | WatchProblem['problem'];
  /** The placeholder, the other watch, the glob. */
  readonly detail: string | undefined;
  /** A warning does not keep it from being saved. */
  readonly isWarning: boolean;
}

export const watches = {
  list: call<readonly WatchItem[]>().takingNothing(),
  /** `original` is the name it had; undefined for a new one. */
  check: call<readonly DraftProblem[]>().taking(
    z.strictObject({ draft: watchDraft, original: name.optional() }),
  ),
  save: call<readonly DraftProblem[]>().taking(
    z.strictObject({ draft: watchDraft, original: name.optional() }),
  ),
  preview: call<WatchPreview>().taking(watchDraft),
  remove: call().taking(z.strictObject({ name, pending: z.enum(['send', 'cancel']) })),
  /** Undefined `until`: until it is resumed. */
  pause: call().taking(z.strictObject({ name, until: z.number().optional() })),
  resume: call().taking(name),
  /** The user has seen to the other computer. */
  dismissDuplicateSender: call().taking(name),
  openFolder: call().taking(name),
  /** Asks for a folder; undefined when the user thought better of it. */
  chooseFolder: call<string | undefined>().takingNothing(),
  defaultJunk: call<readonly string[]>().takingNothing(),
  captionPreview: call<string>().taking(z.strictObject({ template: z.string().max(20_000), file: text })),
  changed: notice<readonly WatchItem[]>(),
} as const;
