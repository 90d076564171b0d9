import { expect } from 'vitest';
import type { Reader } from './reader.ts';

/** What becomes of a command that is shown. */
export interface Step {
  /** Part of what is printed; what the document says of it, where it says something. */
  readonly prints: RegExp;
  /** Typed instead, with the reason: as it stands it would take hours. */
  readonly shortened?: readonly [line: string, reason: string];
  /** What the document has told to do before, or takes for granted. */
  readonly before?: (reader: Reader) => unknown;
  /** It runs until Ctrl+C: this is done once it has printed that. Comes to `'ends'` where it ends by itself. */
  readonly meanwhile?: (reader: Reader) => unknown;
  readonly after?: (reader: Reader, printed: string) => unknown;
}

export type Steps = Readonly<Record<string, Step>>;

/** Ends by itself or by Ctrl+C with 0, and prints what it shall. */
export async function take(reader: Reader, command: string, step: Step): Promise<void> {
  await step.before?.(reader);
  const line = reader.asOwn(step.shortened?.[0] ?? command);
  const { meanwhile } = step;
  const { code, printed } = await (meanwhile === undefined
    ? reader.shell.type(line)
    : reader.shell.typeAndEnd(line, step.prints, () => meanwhile(reader)));
  // npm tells that it was Ctrl+C, whatever its program says.
  const isBrokenOff = meanwhile !== undefined && line.startsWith('npm ') && code === 130;
  expect(isBrokenOff ? 0 : code, `${line}\n${printed}`).toBe(0);
  expect(printed, line).toMatch(step.prints);
  await step.after?.(reader, printed);
}
