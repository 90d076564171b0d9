import { join } from 'node:path';

/** Where the policy of a machine lies; only its administrators can write there. */
export function policyPlace(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): string {
  switch (platform) {
    case 'win32':
      return join(env['ProgramData'] ?? String.raw`C:\ProgramData`, 'Chatdrop', 'policy.json');
    case 'darwin':
      return '/Library/Application Support/Chatdrop/policy.json';
    default:
      return '/etc/chatdrop/policy.json';
  }
}
