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

/** Number of display sets that are remembered: office, train, meeting rooms. */
const MAX_SETS = 10;

/** Bounds of each window on each set of displays. In its own file, because other computers have other displays. */
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

  /** Keeps the bounds for this run and on disk. A failed write only goes to the log. */
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
