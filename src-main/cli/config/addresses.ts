import { readAddress } from '#domain/address.ts';
import { parseWebhookUrl, type WebhookUrlProblem } from '#domain/webhook-url.ts';
import type { Problem } from '#config/problem.ts';
import type { ConfigFile, PortalEntry } from './schema.ts';

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

/** What is wrong with addresses. They are never repeated: a webhook's path is a password, a proxy's may hold one. */
export function checkAddresses({ portals }: ConfigFile): Problem[] {
  return portals.flatMap((portal, at) => [
    ...problem(['portals', at, 'webhook'], webhookProblem(portal)),
    ...problem(['portals', at, 'oauth', 'domain'], domainProblem(portal)),
    ...problem(['portals', at, 'proxy'], proxyProblem(portal)),
  ]);
}

function webhookProblem({ webhook }: PortalEntry): string | undefined {
  if (webhook === undefined) return undefined;
  const parsed = parseWebhookUrl(webhook);
  return parsed.ok ? undefined : `the URL of an incoming webhook: ${WORDS[parsed.problem]}`;
}

function domainProblem({ oauth }: PortalEntry): string | undefined {
  if (oauth === undefined) return undefined;
  const address = readAddress(oauth.domain);
  return address.ok ? undefined : `the host of a portal: ${WORDS[address.problem]}`;
}

function proxyProblem({ proxy }: PortalEntry): string | undefined {
  if (proxy === undefined) return undefined;
  const works = URL.canParse(proxy) && ['http:', 'https:'].includes(new URL(proxy).protocol);
  return works ? undefined : 'a proxy such as http://user:password@proxy.example:3128';
}

function problem(path: readonly PropertyKey[], expectation: string | undefined): Problem[] {
  return expectation === undefined ? [] : [{ path, expected: `expected ${expectation}` }];
}
