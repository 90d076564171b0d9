import { closeSync, constants, openSync, readFileSync } from 'node:fs';
import { policySchema, type Policy } from './schema.ts';
import { distrustOfFile, type Distrust } from './posix-trust.ts';
import { distrustOnWindows } from './windows-trust.ts';

/** What there is at the place of the policy. */
export type PolicyReading =
  | { readonly type: 'none'; readonly path: string }
  /** Somebody beside the administrators can write it: it counts for nothing. */
  | { readonly type: 'untrusted'; readonly path: string; readonly why: Distrust }
  /** The administrators' own, but it cannot be understood: nothing may run in its stead. */
  | { readonly type: 'invalid'; readonly path: string; readonly problems: readonly string[] }
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
    switch ((error as NodeJS.ErrnoException).code) {
      case 'ENOENT':
      case 'ENOTDIR':
        return { type: 'none', path };
      case 'ELOOP':
        return { type: 'untrusted', path, why: 'link' };
      default:
        return { type: 'invalid', path, problems: ['it cannot be read'] };
    }
  }
  try {
    const why = distrustOf(handle, path, reader);
    return why === undefined ? parse(path, readFileSync(handle, 'utf8')) : { type: 'untrusted', path, why };
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

function parse(path: string, text: string): PolicyReading {
  const result = policySchema.safeParse(asJson(text.replace(/^\uFEFF/, '')));
  if (result.success) return { type: 'in-force', path, policy: result.data };
  const problems = result.error.issues.map((issue) =>
    [issue.path.map(String).join('.'), issue.message].filter((part) => part !== '').join(': '),
  );
  return { type: 'invalid', path, problems };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the schema says that an object is expected
  }
}
