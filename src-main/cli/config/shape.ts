import type { z } from 'zod';
import { configSchema, type ConfigFile } from './schema.ts';
import { valueAt, type Problem } from './problem.ts';

type Issue = z.core.$ZodIssue;

export type ShapeResult =
  | { readonly ok: true; readonly file: ConfigFile }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Checks types, ranges and keys of the parsed JSON and fills in the defaults. */
export function checkShape(json: unknown): ShapeResult {
  const result = configSchema.safeParse(json);
  if (result.success) return { ok: true, file: result.data };
  return { ok: false, problems: result.error.issues.flatMap((issue) => toProblems(issue, json)) };
}

function toProblems(issue: Issue, json: unknown): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key], expected: 'no such setting' }));
  }
  const missing = valueAt(json, issue.path) === undefined ? 'is missing, ' : '';
  return [{ path: issue.path, expected: missing + expectation(issue) }];
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object { … }',
};

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${KINDS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `expected ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'too_small':
      return `expected ${atLeast(issue)}`;
    case 'too_big':
      return `expected at most ${issue.maximum}${unitOf(issue.origin)}`;
    default:
      return issue.message; // written in schema.ts, without the value
  }
}

function atLeast(issue: Extract<Issue, { code: 'too_small' }>): string {
  if (issue.inclusive === false) return `more than ${issue.minimum}`;
  return `at least ${issue.minimum}${unitOf(issue.origin)}`;
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' character(s)';
  return origin === 'array' ? ' entry' : '';
}
