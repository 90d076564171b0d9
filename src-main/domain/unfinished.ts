/**
 * Why a file that no longer changes is not whole yet: another program has it open for writing, a control file lies
 * beside it, or its format demands an end that it lacks.
 */
export const UNFINISHED_SIGNS = ['open', 'control-file', 'no-end'] as const;

export type UnfinishedSign = (typeof UNFINISHED_SIGNS)[number];

/** A sign that never goes away delays a file by this long beyond its quiet time, and no longer. */
export const MAX_UNFINISHED_MS = 60_000;

/** On a drive with a clock of its own a file must not have changed for longer, to be past its minute without waiting. */
export const MAX_CLOCK_SKEW_MS = 3_600_000;
