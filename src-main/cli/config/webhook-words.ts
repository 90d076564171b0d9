import { parseWebhookUrl, type WebhookUrlProblem } from '#domain/webhook-url.ts';
import type { Problem } from './problem.ts';
import type { ConfigFile } from './schema.ts';

const WORDS: Readonly<Record<WebhookUrlProblem, string>> = {
  empty: 'the address is empty',
  'not-an-address': 'this is not a web address',
  scheme: 'the address must begin with https://',
  'https-required': 'the address must begin with https:// (http:// only for this machine)',
  'login-in-address': 'the address must not hold a user name or a password',
  port: 'the port is not a number from 1 to 65535',
  'no-webhook-path': 'this is the address of a portal, not of a webhook: …/rest/1/xxxxxxxx/',
  'user-id': 'after /rest/ comes the number of a user: …/rest/1/xxxxxxxx/',
  'no-code': 'the secret part is missing: …/rest/1/xxxxxxxx/',
  'code-characters': 'the secret part has characters no webhook has: copy the address again',
  'extra-path': 'something follows the method: copy the address again',
};

/** What is wrong with webhook addresses. The address is never repeated: its path is a password. */
export function checkWebhooks(file: ConfigFile): Problem[] {
  return file.portals.flatMap(({ webhook }, at) => {
    if (webhook === undefined) return [];
    const parsed = parseWebhookUrl(webhook);
    if (parsed.ok) return [];
    return [
      {
        path: ['portals', at, 'webhook'],
        expected: `expected the URL of an incoming webhook: ${WORDS[parsed.problem]}`,
      },
    ];
  });
}
