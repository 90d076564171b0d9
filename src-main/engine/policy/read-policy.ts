import { closeSync, constants, openSync, readFileSync } from 'node:fs';
import { parseJson } from '#config/parse-json.ts';
import { toProblems, type Problem } from '#config/problem.ts';
import { decodeText } from '../decode-text.ts';
import { errnoOf } from '../system/file-errors.ts';
import { policySchema, type Policy } from './schema.ts';
import { distrustOfFile, type Distrust } from './posix-trust.ts';
import { distrustOnWindows } from './windows-trust.ts';

/** What there is at the place of the policy. */
export type PolicyReading =
  | { readonly type: 'none'; readonly path: string }
  /** Somebody beside the administrators can write it: it counts for nothing. */
  | { readonly type: 'untrusted'; readonly path: string; readonly why: Distrust }
  /** The administrators' own, but it cannot be understood: nothing may run in its stead. */
  | { readonly type: 'invalid'; readonly path: string; readonly problems: readonly Problem[] }
  | { readonly type: 'in-force'; readonly path: string; readonly policy: Policy };

export interface PolicyReader {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** User id beside root's that counts as an administrator's. */
  readonly administrator: number;
}

const THIS_MACHINE: PolicyReader = { platform: process.platform, env: process.env, administrator: 0 };

/** Windows has no such flag; there nobody but administrators makes links in such a place. */
const OPEN_NO_LINK =
  process.platform === 'win32' ? constants.O_RDONLY : constants.O_RDONLY | constants.O_NOFOLLOW;

/** Reads a machine's policy and finds out whether it may be believed. Never throws. */
export function readPolicy(path: string, reader: PolicyReader = THIS_MACHINE): PolicyReading {
  let handle: number;
  try {
    handle = openSync(path, OPEN_NO_LINK);
  } catch (error) {
    switch (errnoOf(error)) {
      case 'ENOENT':
      case 'ENOTDIR':
        return { type: 'none', path };
      case 'ELOOP':
        return { type: 'untrusted', path, why: 'link' };
      default:
        return { type: 'invalid', path, problems: [{ path: [], expected: 'the file cannot be read' }] };
    }
  }
  try {
    const why = distrustOf(handle, path, reader);
    return why === undefined ? parse(path, readFileSync(handle)) : { type: 'untrusted', path, why };
  } catch {
    return { type: 'untrusted', path, why: 'unknown' };
  } finally {
    closeSync(handle);
  }
}

function distrustOf(handle: number, path: string, reader: PolicyReader): Distrust | undefined {
  const { platform, env, administrator } = reader;
  if (platform === 'win32') return distrustOnWindows(path, env['SystemRoot'] ?? String.raw`C:\Windows`);
  return distrustOfFile(handle, path, administrator, platform);
}

function parse(path: string, bytes: Uint8Array): PolicyReading {
  const invalid = (problems: readonly Problem[]): PolicyReading => ({ type: 'invalid', path, problems });
  const text = decodeText(bytes);
  if (text === undefined) return invalid([{ path: [], expected: 'expected JSON in UTF-8 or UTF-16' }]);
  const parsed = parseJson(text);
  if (!parsed.ok) return invalid([{ path: [], expected: parsed.expected }]);
  const result = policySchema.safeParse(parsed.json);
  if (!result.success) return invalid(toProblems(result.error.issues, parsed.json));
  return { type: 'in-force', path, policy: result.data };
}
