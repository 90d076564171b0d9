import { shell } from 'electron';
import { allowedLink } from './link-allow-list.ts';

/** Opens an address in the system's browser or in Bitrix24's application, if it is one of ours. */
export async function openLink(address: string, hosts: ReadonlySet<string>): Promise<boolean> {
  const allowed = allowedLink(address, hosts);
  if (allowed === undefined) return false;
  await shell.openExternal(allowed);
  return true;
}
