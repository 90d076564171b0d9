import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { parseJson } from '#config/parse-json.ts';
import type { Problem } from '#config/problem.ts';
import { decodeText } from '#engine/decode-text.ts';
import { errnoOf } from '#engine/system/file-errors.ts';
import { checkAddresses } from './addresses.ts';
import { checkAfter } from './after.ts';
import { expandReferences } from './expand.ts';
import { literalSecrets } from './literals.ts';
import type { ConfigFile } from './schema.ts';
import { readableByOthers, secretSources, type EnvVars } from './secret-sources.ts';
import { validateNames } from './validate-names.ts';
import { validateShape } from './validate-shape.ts';

export type ConfigResult =
  | { readonly ok: true; readonly file: ConfigFile }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a configuration, replaces its references to secrets and checks all of it. Never throws. */
export function readConfig(path: string, env: EnvVars, home = homedir()): ConfigResult {
  const parsed = parseFile(path);
  if (!parsed.ok) return parsed;

  const { value, problems } = expandReferences(parsed.json, secretSources(env, dirname(path), home));
  const shape = validateShape(value);
  // A text whose reference could not be replaced is reported once, not also for what its placeholder looks like.
  const reported = new Set(problems.map((problem) => problem.path.join('\0')));
  const others = shape.ok ? checkMeaning(shape.file, parsed) : shape.problems;
  const all = [...problems, ...others.filter((problem) => !reported.has(problem.path.join('\0')))];
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
    ...validateNames(file),
    ...checkAddresses(file),
    ...checkAfter(file),
    ...(openToOthers ? literalSecrets(file, json) : []),
  ];
}

function parseFile(path: string): ParsedFile {
  let text: string | undefined;
  let openToOthers: boolean;
  try {
    text = decodeText(readFileSync(path));
    openToOthers = readableByOthers(statSync(path));
  } catch (thrown) {
    return invalid(`the file cannot be read (${errnoOf(thrown) ?? 'unknown'})`);
  }
  if (text === undefined) return invalid('expected JSON in UTF-8 or UTF-16');
  const parsed = parseJson(text);
  return parsed.ok ? { ...parsed, openToOthers } : invalid(parsed.expected);
}

function invalid(expected: string): ParsedFile {
  return { ok: false, problems: [{ path: [], expected }] };
}
