import { resolve } from 'node:path';
import { z } from 'zod';
import { pathsAmong } from '../../services/drops/dropped-items.ts';

/** The request of this start, or of a second instance. */
export interface StartArguments {
  /** Started with the system: no window. */
  readonly isHidden: boolean;
  /** Files to send, from the file manager. */
  readonly paths: readonly string[];
}

export const HIDDEN = '--hidden';
/** Electron's own options whose value is an argument of its own (`electron -r FILE .`, in development). */
const WITH_VALUE: readonly (string | undefined)[] = ['-r', '--require'];

const sent = z.object({ argv: z.array(z.string()) });

/** The arguments as a second instance sends them to the first one: Electron's own copy has the switches first. */
export function sentArguments(data: unknown): readonly string[] {
  return sent.safeParse(data).data?.argv ?? [];
}

/**
 * Reads the arguments. They may come from a foreign link or shortcut, and Chromium adds some. Unknown ones are ignored.
 * @param argv the program itself first
 * @param appPath folder of the program, which is an argument in development
 */
export function readArguments(argv: readonly string[], appPath: string): StartArguments {
  const args = argv.slice(1).filter((_, at, all) => !WITH_VALUE.includes(all[at - 1]));
  const paths = pathsAmong(args).filter((path) => resolve(path) !== resolve(appPath));
  return { isHidden: args.includes(HIDDEN), paths };
}
