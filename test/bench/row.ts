import type { Workshop } from './support/workshop.ts';

/** What a figure has to reach: its ratio to the peer's, or the figure itself. */
export interface Goal {
  readonly of: 'ratio' | 'ours';
  readonly atMost?: number;
  readonly atLeast?: number;
  /** A second limit, for the ratio of a figure that has one of its own. */
  readonly ratioAtMost?: number;
}

/** One line of the table: medians of several runs. */
export interface Figures {
  readonly what: string;
  readonly against: string;
  readonly unit: string;
  readonly ours: number;
  /** Undefined where there is nothing to compare with. */
  readonly peer: number | undefined;
  readonly ratio: number | undefined;
  /** Undefined for a line that only informs. */
  readonly goal: Goal | undefined;
  /** Every single run, for the reader who wants to know how much they differ. */
  readonly runs: { readonly ours: readonly number[]; readonly peer: readonly number[] };
}

/** One measurement of the suite. What it starts are processes of their own; it leaves nothing running. */
export interface Row {
  /** For `--only`. */
  readonly id: string;
  measure(workshop: Workshop): Promise<readonly Figures[]>;
}

export function isMet({ goal, ours, ratio }: Figures): boolean | undefined {
  if (goal === undefined) return undefined;
  const figure = goal.of === 'ours' ? ours : ratio;
  if (figure === undefined) return undefined;
  const isWithin = figure <= (goal.atMost ?? Infinity) && figure >= (goal.atLeast ?? -Infinity);
  return isWithin && (ratio ?? 0) <= (goal.ratioAtMost ?? Infinity);
}
