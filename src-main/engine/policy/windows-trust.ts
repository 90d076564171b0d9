import { dirname } from 'node:path';
import {
  ADMINISTRATORS,
  CREATOR,
  parseSddl,
  readSddl,
  type AccessEntry,
} from '../system/security-descriptor.ts';
import type { Distrust } from './posix-trust.ts';

/** Rights that only look: read, execute, list, attributes, as letters and as the bits of a mask. */
const READING = /^(?:FR|FX|GR|GX|RC|LC|RP|LO)*$/;
const READING_BITS = 0x001200a9 | 0x80000000 | 0x20000000;

/** Takes about a second, and only where there is a policy. */
export function distrustOnWindows(path: string, systemRoot: string): Distrust | undefined {
  return distrustOfSddl(readSddl(path, systemRoot)) ?? distrustOfSddl(readSddl(dirname(path), systemRoot));
}

/** Why a security descriptor does not keep a file to administrators. */
export function distrustOfSddl(sddl: string): Distrust | undefined {
  const descriptor = parseSddl(sddl);
  if (descriptor === undefined) return 'unknown';
  const { owner, entries } = descriptor;
  if (!ADMINISTRATORS.has(owner)) return 'owner';
  // Without an entry everybody may do everything.
  return entries.length > 0 && entries.every(isHarmless) ? undefined : 'writable';
}

function isHarmless({ type, rights, account }: AccessEntry): boolean {
  if (type === 'D') return true;
  if (ADMINISTRATORS.has(account) || account === CREATOR) return true;
  return isReading(rights);
}

function isReading(rights: string): boolean {
  if (!rights.startsWith('0x')) return READING.test(rights);
  return (Number(rights) & ~READING_BITS) === 0;
}
