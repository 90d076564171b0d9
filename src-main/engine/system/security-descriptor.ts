import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Local System, Administrators, TrustedInstaller, as security descriptors name them. */
export const ADMINISTRATORS: ReadonlySet<string> = new Set([
  'SY',
  'BA',
  'S-1-5-18',
  'S-1-5-32-544',
  'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464',
]);
/** Creator Owner: on a folder it applies to new files, and only their creator gets the right. */
export const CREATOR = 'CO';

/** One entry of an access list. */
export interface AccessEntry {
  /** `A` allows, `D` denies; other types allow under conditions. */
  readonly type: string;
  /** Letters or a mask in hexadecimal, as in `FA` and `0x1200a9`. */
  readonly rights: string;
  /** An account: two letters for well-known ones, else its SID. */
  readonly account: string;
}

export interface SecurityDescriptor {
  readonly owner: string;
  readonly entries: readonly AccessEntry[];
}

/**
 * Reads a security descriptor in text form.
 * @see https://learn.microsoft.com/windows/win32/secauthz/security-descriptor-string-format
 * @returns undefined when `sddl` is none, or has conditional entries, whose text contains parentheses
 */
export function parseSddl(sddl: string): SecurityDescriptor | undefined {
  const [, owner] = /^O:(S-[\d-]+|[A-Z]{2})/.exec(sddl.trim()) ?? [];
  const [, list] = /D:[A-Z]*((?:\([^()]*\))*)(?:S:.*)?$/.exec(sddl.trim()) ?? [];
  if (owner === undefined || list === undefined) return undefined;
  const entries = [...list.matchAll(/\(([^)]*)\)/g)].map(([, entry = '']) => {
    const [type = '', , rights = '', , , account = ''] = entry.split(';');
    return { type, rights, account };
  });
  return { owner, entries };
}

/**
 * Asks Windows for the security descriptor of a path, because Node cannot read access lists. Takes about half a second.
 * @throws when PowerShell fails
 */
export function readSddl(path: string, systemRoot: string): string {
  return runPowerShell('(Get-Acl -LiteralPath $env:CHATDROP_ACL_OF).Sddl', path, systemRoot);
}

/** The SID of the account that runs this process. @throws when PowerShell fails */
export function readOwnSid(systemRoot: string): string {
  return runPowerShell('[Security.Principal.WindowsIdentity]::GetCurrent().User.Value', '', systemRoot);
}

function runPowerShell(command: string, path: string, systemRoot: string): string {
  const powershell = join(systemRoot, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe');
  const env = { SystemRoot: systemRoot, CHATDROP_ACL_OF: path };
  return execFileSync(powershell, ['-NoProfile', '-NonInteractive', '-Command', command], {
    env,
    encoding: 'utf8',
    windowsHide: true,
  }).trim();
}
