import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Log } from '#engine/ports.ts';
import { replaceFileSync } from '#engine/system/replace-file.ts';

const bounds = z.strictObject({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) });
const savedBounds = z.strictObject({ bounds, isMaximized: z.boolean() });
export type SavedBounds = z.output<typeof savedBounds>;

/** By set of displays, then by window. */
const shape = z.record(z.string(), z.record(z.string(), savedBounds));
type Kept = z.output<typeof shape>;

/** Sets of displays that are remembered: desk, train, meeting rooms. */
const MAX_SETS = 10;

/** Where each window was on each set of displays, in a file of its own: another computer has other displays. */
export class WindowBoundsStore {
  readonly #path: string;
  readonly #log: Log;
  #kept: Kept;

  constructor(path: string, log: Log) {
    this.#path = path;
    this.#log = log;
    this.#kept = read(path);
  }

  get(displays: string, window: string): SavedBounds | undefined {
    return this.#kept[displays]?.[window];
  }

  /** Kept for this run in any case; on disk unless that fails, which is told in the log alone. */
  set(displays: string, window: string, value: SavedBounds): void {
    const { [displays]: known, ...others } = this.#kept;
    const older = Object.entries(others).slice(0, MAX_SETS - 1);
    this.#kept = { [displays]: { ...known, [window]: value }, ...Object.fromEntries(older) };
    try {
      replaceFileSync(this.#path, JSON.stringify(this.#kept));
    } catch (error) {
      this.#log('warn', 'the place of a window cannot be kept', { error });
    }
  }
}

function read(path: string): Kept {
  try {
    return shape.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data ?? {};
  } catch {
    return {}; // not there yet, or damaged: windows begin where they begin on a new computer
  }
}
