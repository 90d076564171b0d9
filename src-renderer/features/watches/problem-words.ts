import type { DraftProblem } from '#contract/watches.ts';
import { t } from '../../lib/i18n.svelte.ts';

/** What is wrong with a field, to stand below it. */
export function problemWords(problem: DraftProblem | undefined): {
  problem: string | undefined;
  isWarning: boolean;
} {
  if (problem === undefined) return { problem: undefined, isWarning: false };
  return {
    problem: t(`problem.${problem.problem}`, { detail: problem.detail ?? '' }),
    isWarning: problem.isWarning,
  };
}
