import {
  ADMINISTRATORS,
  CREATOR,
  parseSddl,
  readOwnSid,
  readSddl,
} from '#engine/system/security-descriptor.ts';
import { ok, warning, type Finding } from './finding.ts';

/** Local Service and Network Service. Only services use them, and only administrators install services. */
const SERVICE_ACCOUNTS: ReadonlySet<string> = new Set(['LS', 'NS', 'S-1-5-19', 'S-1-5-20']);
/** Owner Rights: what the owner of a file may do, who is checked as well. */
const OWNER_RIGHTS: ReadonlySet<string> = new Set(['OW', 'S-1-3-4']);

/** Whether only this user, the system and administrators have rights to the data folder, as Windows tells. */
export function examineWindowsAccess(dataDir: string): Finding {
  const systemRoot = process.env['SystemRoot'] ?? String.raw`C:\Windows`;
  try {
    return accessFinding(dataDir, readSddl(dataDir, systemRoot), readOwnSid(systemRoot));
  } catch {
    return unknownAccess(dataDir);
  }
}

/**
 * @param sddl the security descriptor of the data folder
 * @param ownSid the account that runs this process
 */
export function accessFinding(dataDir: string, sddl: string, ownSid: string): Finding {
  const descriptor = parseSddl(sddl);
  if (descriptor === undefined || descriptor.entries.length === 0) return unknownAccess(dataDir);
  const accounts = descriptor.entries.filter(({ type }) => type !== 'D').map(({ account }) => account);
  // The owner of a folder can always grant rights to it.
  const others = [descriptor.owner, ...accounts].filter(
    (account) => !isOwn(account, ownSid) && !isOfSystem(account),
  );
  if (others.length === 0) return ok('permissions', 'only for you, the system and administrators');
  const grants = [ownSid, 'S-1-5-18', 'S-1-5-32-544'].map((sid) => `*${sid}:(OI)(CI)F`).join(' ');
  return warning(
    'permissions',
    `others may look into ${dataDir} (${[...new Set(others)].join(', ')}): icacls "${dataDir}" /inheritance:r /grant:r ${grants}`,
  );
}

function isOwn(account: string, ownSid: string): boolean {
  // The first account of a machine or domain, which descriptors name by letters.
  return account === ownSid || (account === 'LA' && ownSid.endsWith('-500'));
}

function isOfSystem(account: string): boolean {
  return (
    ADMINISTRATORS.has(account) ||
    SERVICE_ACCOUNTS.has(account) ||
    OWNER_RIGHTS.has(account) ||
    account === CREATOR
  );
}

function unknownAccess(dataDir: string): Finding {
  return warning(
    'permissions',
    `Windows does not tell who may look into ${dataDir}: check its properties, tab Security`,
  );
}
