import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { checkAddresses } from './addresses.ts';
import { checkAfter } from './after.ts';
import { expandReferences } from './expand.ts';
import { literalSecrets } from './literals.ts';
import { checkNames } from './names.ts';
import type { Problem } from './problem.ts';
import type { ConfigFile } from './schema.ts';
import { checkShape } from './shape.ts';
import { readableByOthers, secretSources, type Environment } from './sources.ts';

export type ConfigResult =
  | { readonly ok: true; readonly file: ConfigFile }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a configuration, replaces its references to secrets and checks all of it. Never throws. */
export function readConfig(path: string, env: Environment): ConfigResult {
  const parsed = parseFile(path);
  if (!parsed.ok) return parsed;

  const { value, problems } = expandReferences(parsed.json, secretSources(env, dirname(path)));
  const shape = checkShape(value);
  // A text whose reference could not be replaced is told once, not also for what its place-holder looks like.
  const told = new Set(problems.map((problem) => problem.path.join('\0')));
  const others = shape.ok ? checkMeaning(shape.file, parsed) : shape.problems;
  const all = [...problems, ...others.filter((problem) => !told.has(problem.path.join('\0')))];
  return shape.ok && all.length === 0 ? shape : { ok: false, problems: all };
}

type ParsedFile =
  | { readonly ok: true; readonly json: unknown; readonly openToOthers: boolean }
  | { readonly ok: false; readonly problems: readonly Problem[] };

function checkMeaning(
  file: ConfigFile,
  { json, openToOthers }: Extract<ParsedFile, { ok: true }>,
): Problem[] {
  return [
    ...checkNames(file),
    ...checkAddresses(file),
    ...checkAfter(file),
    ...(openToOthers ? literalSecrets(file, json) : []),
  ];
}

function parseFile(path: string): ParsedFile {
  let text: string;
  let openToOthers: boolean;
  try {
    text = readFileSync(path, 'utf8').replace(/^\uFEFF/, ''); // editors on Windows write a byte order mark
    openToOthers = readableByOthers(statSync(path));
  } catch (error) {
    return invalid(`the file cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
  try {
    return { ok: true, json: JSON.parse(text), openToOthers };
  } catch (error) {
    return invalid(`expected JSON${placeOf(error)}`);
  }
}

/** V8 quotes the text around a syntax error, which may be a secret; only the place is passed on. */
function placeOf(error: unknown): string {
  const place = error instanceof Error ? /line (\d+) column (\d+)/.exec(error.message) : null;
  return place === null ? '' : `, stopped at line ${place[1]}, column ${place[2]}`;
}

function invalid(expected: string): ParsedFile {
  return { ok: false, problems: [{ path: [], expected }] };
}
