import { pathsAmong } from '../files/dropped-items.ts';

/** What this start of the program, or a second one, is asked to do. */
export interface Arguments {
  /** Started with the system: no window. */
  readonly isHidden: boolean;
  /** Files to send, from the file manager. */
  readonly paths: readonly string[];
}

export const HIDDEN = '--hidden';

/** Arguments may come from a link or a shortcut somebody else made: all but these two is ignored. */
export function readArguments(args: readonly string[]): Arguments {
  return { isHidden: args.includes(HIDDEN), paths: pathsAmong(args) };
}
