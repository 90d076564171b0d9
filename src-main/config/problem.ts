import type { z } from 'zod';
import { visible } from '#domain/visible.ts';

/** Something wrong at one place of a file. `expected` never repeats a value: it may be a secret. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  readonly expected: string;
}

const PLAIN_KEY = /^[\w$-]{1,100}$/;
const MAX_KEY_CHARS = 100;
/** More lines tell nobody more. */
const MAX_LINES = 20;

/** One line for each problem: the file, the place in it, what is expected there. */
export function problemLines(file: string, problems: readonly Problem[]): readonly string[] {
  const lines = problems.slice(0, MAX_LINES).map((problem) => problemLine(file, problem));
  const more = problems.length - lines.length;
  return more > 0 ? [...lines, [file, `and ${more} more`].filter(Boolean).join(': ')] : lines;
}

function problemLine(file: string, { path, expected }: Problem): string {
  return [file, jsonPath(path), expected].filter((part) => part !== '').join(': ');
}

/** `watches[0].dialog`, `watches[0]["two words"]`; empty for the whole file. */
function jsonPath(path: readonly PropertyKey[]): string {
  return path
    .map((step, at) => {
      if (typeof step === 'number') return `[${step}]`;
      const key = String(step);
      if (PLAIN_KEY.test(key)) return at === 0 ? key : `.${key}`;
      return `["${visible(key.slice(0, MAX_KEY_CHARS))}"]`;
    })
    .join('');
}

/** What stands at `path`, or `undefined`. */
export function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.getOwnPropertyDescriptor(value, step)?.value;
  }, root);
}

type Issue = z.core.$ZodIssue;

/** The issues of a schema, in words, with the place of each. `json` is what was parsed. */
export function toProblems(issues: readonly Issue[], json: unknown): readonly Problem[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: [...issue.path, key], expected: 'no such setting' }));
    }
    const missing = valueAt(json, issue.path) === undefined ? 'is missing, ' : '';
    return [{ path: issue.path, expected: missing + expectation(issue) }];
  });
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object { … }',
  record: 'an object { … }',
};

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${KINDS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `expected ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'too_small': {
      if (issue.inclusive === false) return `expected more than ${issue.minimum}`;
      return `expected at least ${issue.minimum}${unitOf(issue)}`;
    }
    case 'too_big':
      return `expected at most ${issue.maximum}${unitOf(issue)}`;
    case 'invalid_key':
      return issue.issues[0]?.message ?? issue.message;
    default:
      return issue.message; // written in the schemas, without the value
  }
}

function unitOf(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>): string {
  const limit = issue.code === 'too_small' ? issue.minimum : issue.maximum;
  if (issue.origin === 'string') return limit === 1 ? ' character' : ' characters';
  if (issue.origin === 'array') return limit === 1 ? ' entry' : ' entries';
  return '';
}
