import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readAddress } from '#domain/address.ts';
import { AppError } from '#domain/errors.ts';
import { Secret } from '#domain/secret.ts';
import { parseWebhookUrl } from '#domain/webhook-url.ts';
import { webhookAccess, type Access } from './access.ts';
import { OAuthSession } from '../oauth/oauth-session.ts';
import { openTokenStore, type Seal } from '../oauth/token-store.ts';
import type { Client, TokenEndpointDeps } from '../oauth/token-endpoint.ts';
import type { Credentials, PortalSpec } from '#config/engine-config.ts';

type OAuth = Extract<Credentials, { type: 'oauth' }>;

/** A way into a portal, and where it leads. */
export interface OpenAccess {
  /** `https://portal.example` */
  readonly origin: string;
  readonly access: Access;
  /** The user a webhook acts as; undefined with OAuth, where it has to be asked for. */
  readonly userId: number | undefined;
  /** Sees a renewal of tokens through and lets go of their file. */
  close(): Promise<void>;
}

/** Prepares the way in; asks for nothing. @throws AppError `config.invalid` */
export function openAccess(
  spec: PortalSpec,
  dataDir: string,
  endpoint: TokenEndpointDeps,
  seal?: Seal,
): OpenAccess {
  return spec.credentials.type === 'oauth'
    ? openOAuth(spec.name, spec.credentials, dataDir, endpoint, seal)
    : openWebhook(spec.name, spec.credentials.url);
}

/** Where an OAuth portal is. @throws AppError `config.invalid` */
export function oauthOrigin(name: string, { domain }: OAuth): string {
  const address = readAddress(domain);
  if (!address.ok) throw new AppError('config.invalid', `${name}: no host of a portal (${address.problem})`);
  return address.origin;
}

export function oauthClient({ clientId, clientSecret }: OAuth): Client {
  return { clientId, clientSecret: new Secret(clientSecret) };
}

/** The file with a portal's tokens. Portals are named by people, so that the name itself cannot serve. */
export function tokenFile(dataDir: string, portal: string): string {
  return join(dataDir, 'tokens', `${createHash('sha256').update(portal).digest('hex').slice(0, 16)}.db`);
}

function openWebhook(name: string, url: string): OpenAccess {
  const parsed = parseWebhookUrl(url);
  if (!parsed.ok) throw new AppError('config.invalid', `${name}: no webhook address (${parsed.problem})`);
  const { webhook } = parsed;
  return {
    origin: webhook.origin,
    access: webhookAccess(webhook),
    userId: webhook.userId,
    close: () => Promise.resolve(),
  };
}

function openOAuth(
  name: string,
  credentials: OAuth,
  dataDir: string,
  endpoint: TokenEndpointDeps,
  seal: Seal | undefined,
): OpenAccess {
  const origin = oauthOrigin(name, credentials);
  const store = openTokenStore(tokenFile(dataDir, name), seal);
  const session = new OAuthSession({ ...endpoint, origin, client: oauthClient(credentials), store });
  return {
    origin,
    access: session,
    userId: undefined,
    close: async () => {
      await session.settled();
      store.close();
    },
  };
}
