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
export function readArguments(argv: readonly string[], isPackaged: boolean): Arguments {
  // In development the program is Electron, and the first argument our folder.
  const args = argv.slice(isPackaged ? 1 : 2);
  return { isHidden: args.includes(HIDDEN), paths: pathsAmong(args) };
}
