import { z } from 'zod';
import type { ErrorCode } from '#domain/errors.ts';
import { call, notice } from './define.ts';
import { handle, target, text } from './ids.ts';

/** Files somebody wants to send by hand. Their paths stay in main. */
export interface Drop {
  readonly handle: string;
  readonly files: number;
  readonly bytes: number;
  /** The first names, for the question. */
  readonly names: readonly string[];
  /** What will not be sent, and why. */
  readonly refused: readonly { readonly name: string; readonly code: ErrorCode }[];
  /** Above 10 files or 100 MB the window asks first. */
  readonly needsQuestion: boolean;
}

/** A tile of the drop window. */
export interface DropTarget {
  readonly portal: string;
  readonly bot: string;
  readonly dialog: string;
  readonly title: string;
  /** `data:` URL. */
  readonly avatar: string | undefined;
  readonly color: string | undefined;
  readonly kind: 'chat' | 'person';
  readonly lastUsedAt: number | undefined;
  /** Why nothing can be sent there just now. */
  readonly code: ErrorCode | undefined;
}

export const drops = {
  targets: call<readonly DropTarget[]>().takingNothing(),
  /** How many files of a drop are in this chat already: the window asks before they go there again. */
  repeats: call<number>().taking(z.strictObject({ drop: handle, target })),
  /** Sends what `drop` counted. The handle is good for one sending. */
  send: call<{ readonly ids: readonly number[] }>().taking(
    z.strictObject({ drop: handle, target, caption: text }),
  ),
  discard: call().taking(handle),
  /** Text or picture from the clipboard, or files copied in the file manager. Undefined when there is none. */
  paste: call<Drop | undefined>().takingNothing(),
  choose: call<Drop | undefined>().takingNothing(),
  /** Takes back what was sent by hand less than 30 s ago: cancels what waits, removes what is in the chat. */
  undo: call<{ readonly cancelled: number; readonly removed: number }>().taking(
    z.strictObject({ ids: z.array(z.int().positive()).max(1_000) }),
  ),
  /** What has arrived and was not yet shown, handed over once. The popover asks at its start and when it is told. */
  pending: call<Drop | undefined>().takingNothing(),
  /** Files arrived from outside ("Send to", a second instance, the macOS tray): they are `pending`. */
  arrived: notice<undefined>(),
  targetsChanged: notice<readonly DropTarget[]>(),
} as const;
