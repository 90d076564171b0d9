import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { SecureContext } from 'node:tls';

import { proxyFor, type ProxySetting } from './proxy.ts';

/** How one portal is reached. */
export interface Network {
  /** Keeps connections for the next small call. */
  readonly calls: HttpAgent;
  /** Keeps a connection for the next upload only so shortly that a stale one hardly ever raises a doubt about a file. */
  readonly uploads: HttpAgent;
  readonly secureContext: SecureContext | undefined;
  readonly throughProxy: boolean;
  /** Drops kept connections: at the end, and after the machine slept. */
  close(): void;
}

export interface NetworkParts {
  /** Address of the host to reach, `https://portal.example`. */
  readonly origin: string;
  readonly proxy: ProxySetting;
  /** Whom to trust, see `createTrust`; undefined for Node's own list. */
  readonly secureContext?: SecureContext | undefined;
}

/** A portal closes kept connections after some seconds; ours go first. */
const KEEP_MS = 4_000;
/** Servers keep connections for 5 s and more; within one, the next upload of a burst saves the handshakes. */
const KEEP_FOR_UPLOAD_MS = 1_000;

/** Prepares the way to one host; connects to nothing. */
export function createNetwork({ origin, proxy, secureContext }: NetworkParts): Network {
  const proxyUrl = proxyFor(origin, proxy);
  const proxyEnv =
    proxyUrl === undefined ? {} : { proxyEnv: { HTTP_PROXY: proxyUrl, HTTPS_PROXY: proxyUrl } };
  const Agent = origin.startsWith('https:') ? HttpsAgent : HttpAgent;
  const calls = new Agent({ keepAlive: true, timeout: KEEP_MS, ...proxyEnv });
  const uploads = new Agent({ keepAlive: true, timeout: KEEP_FOR_UPLOAD_MS, ...proxyEnv });
  return {
    calls,
    uploads,
    secureContext,
    throughProxy: proxyUrl !== undefined,
    close: () => {
      calls.destroy();
      uploads.destroy();
    },
  };
}
