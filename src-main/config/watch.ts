import type { z } from 'zod';
import { watchFields, type WatchSettings } from './watch-fields.ts';
import { watchProblems, WATCH_PROBLEM_WORDS } from './watch-problems.ts';

/** A watch of a file or a policy: its fields, and what they mean together. */
export const watchSettings = watchFields.superRefine(refineWatch);

/** Reports the watch problems of a parsed watch as issues of its schema. */
export function refineWatch(watch: WatchSettings, context: z.RefinementCtx): void {
  for (const { path, problem } of watchProblems(watch)) {
    context.addIssue({ code: 'custom', path: [...path], message: WATCH_PROBLEM_WORDS[problem] });
  }
}
