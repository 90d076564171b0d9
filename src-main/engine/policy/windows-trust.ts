import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import type { Distrust } from './posix-trust.ts';

/** Local System, Administrators, TrustedInstaller, as security descriptors name them. */
const ADMINISTRATORS: ReadonlySet<string> = new Set([
  'SY',
  'BA',
  'S-1-5-18',
  'S-1-5-32-544',
  'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464',
]);
/** Creator Owner: on a folder it speaks of what will be made in it, and only its maker gets the right. */
const CREATOR = 'CO';

/** Rights that only look: read, execute, list, attributes, as letters and as the bits of a mask. */
const READING = /^(?:FR|FX|GR|GX|RC|LC|RP|LO)*$/;
const READING_BITS = 0x001200a9 | 0x80000000 | 0x20000000;

/** Node cannot read access lists, so Windows is asked. Half a second, and only where there is a policy. */
export function distrustOnWindows(path: string, systemRoot: string): Distrust | undefined {
  const powershell = join(systemRoot, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe');
  const read = (place: string) =>
    execFileSync(
      powershell,
      ['-NoProfile', '-NonInteractive', '-Command', '(Get-Acl -LiteralPath $env:CHATDROP_ACL_OF).Sddl'],
      { env: { SystemRoot: systemRoot, CHATDROP_ACL_OF: place }, encoding: 'utf8', windowsHide: true },
    );
  return distrustOfSddl(read(path)) ?? distrustOfSddl(read(dirname(path)));
}

/**
 * Why a security descriptor (https://learn.microsoft.com/windows/win32/secauthz/security-descriptor-string-format)
 * does not keep a file to administrators.
 */
export function distrustOfSddl(sddl: string): Distrust | undefined {
  const [, owner] = /^O:(S-[\d-]+|[A-Z]{2})/.exec(sddl.trim()) ?? [];
  const [, list] = /D:[A-Z]*((?:\([^)]*\))*)/.exec(sddl) ?? [];
  if (owner === undefined || list === undefined) return 'unknown';
  if (!ADMINISTRATORS.has(owner)) return 'owner';
  const entries = [...list.matchAll(/\(([^)]*)\)/g)].map(([, entry = '']) => entry.split(';'));
  // Without an entry everybody may do everything.
  return entries.length > 0 && entries.every(isHarmless) ? undefined : 'writable';
}

function isHarmless(entry: readonly string[]): boolean {
  const [type, , rights = '', , , who = ''] = entry;
  if (type === 'D') return true;
  if (ADMINISTRATORS.has(who) || who === CREATOR) return true;
  return isReading(rights);
}

function isReading(rights: string): boolean {
  if (!rights.startsWith('0x')) return READING.test(rights);
  return (Number(rights) & ~READING_BITS) === 0;
}
