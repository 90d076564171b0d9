import { globProblem, type GlobProblem } from '#domain/glob-syntax.ts';
import type { WatchSettings } from './watch-fields.ts';

/** What is wrong with a watch although each of its fields has the right form. */
export interface WatchProblem {
  readonly path: readonly [field: keyof WatchSettings, ...rest: PropertyKey[]];
  readonly problem: `glob-${GlobProblem}` | 'range' | 'subfolder';
  /** The pattern, where it is one. */
  readonly detail?: string;
}

/** The same problem in English, for a file. It repeats no value. */
export const WATCH_PROBLEM_WORDS: Readonly<Record<WatchProblem['problem'], string>> = {
  'glob-broken': String.raw`expected a pattern: a bracket or brace has no end, or a range runs backwards (write \[ for a plain bracket)`,
  'glob-extended': String.raw`expected a pattern of text, *, ?, **, [a-z] and {a,b}: extended globs are not supported (write \( for a plain parenthesis)`,
  'glob-complex': 'expected a shorter pattern: it is too long, or its braces stand for too many patterns',
  range: 'expected at least "sizeMin"',
  subfolder: 'expected a subfolder of the watch, such as "Sent"',
};

/** Everything about a watch that is refused, whoever wrote it: a file, a window or a policy. */
export function watchProblems(watch: WatchSettings): readonly WatchProblem[] {
  const { sizeMin, sizeMax, after } = watch;
  return [
    ...(['include', 'exclude', 'junk'] as const).flatMap((field) => globProblems(field, watch[field] ?? [])),
    ...(sizeMax !== undefined && sizeMax < sizeMin ? [{ path: ['sizeMax'], problem: 'range' } as const] : []),
    ...(typeof after === 'string' || isSubfolder(after.move)
      ? []
      : [{ path: ['after', 'move'], problem: 'subfolder' } as const]),
  ];
}

function globProblems(
  field: 'include' | 'exclude' | 'junk',
  patterns: readonly string[],
): readonly WatchProblem[] {
  return patterns.flatMap((pattern, at) => {
    const problem = globProblem(pattern);
    return problem === undefined ? [] : [{ path: [field, at], problem: `glob-${problem}`, detail: pattern }];
  });
}

function isSubfolder(folder: string): boolean {
  const parts = folder.replace(/^\.\/|\/$/g, '').split(/[\\/]/);
  return !parts.some((part) => ['', '.', '..'].includes(part)) && !/^[a-z]:/i.test(folder);
}
