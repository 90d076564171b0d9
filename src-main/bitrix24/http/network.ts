import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';

import { proxyFor, type ProxySetting } from './proxy.ts';

/** How one portal is reached. */
export interface Network {
  /** Keeps connections for the next small call. */
  readonly calls: HttpAgent;
  /** Every upload has a connection of its own: an answer to an earlier one never becomes its receipt. */
  readonly uploads: HttpAgent;
  readonly secureContext: SecureContext | undefined;
  readonly throughProxy: boolean;
  /** Drops kept connections: at the end, and after the machine slept. */
  close(): void;
}

export interface NetworkDeps {
  /** Address of the host to reach, `https://portal.example`. */
  readonly origin: string;
  readonly proxy: ProxySetting;
  /** Whom to trust, see `createTrust`; undefined for Node's own list. */
  readonly secureContext?: SecureContext | undefined;
}

/** A portal closes kept connections after some seconds; ours go first. */
const KEEP_MS = 4_000;

/** Prepares the way to one host; connects to nothing. */
export function createNetwork({ origin, proxy, secureContext }: NetworkDeps): Network {
  const proxyUrl = proxyFor(origin, proxy);
  const proxyEnv =
    proxyUrl === undefined ? {} : { proxyEnv: { HTTP_PROXY: proxyUrl, HTTPS_PROXY: proxyUrl } };
  const Agent = origin.startsWith('https:') ? HttpsAgent : HttpAgent;
  const calls = new Agent({ keepAlive: true, timeout: KEEP_MS, ...proxyEnv });
  const uploads = new Agent({ keepAlive: false, ...proxyEnv });
  closeWhenSpokenTo(calls);
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

/** Closes a kept connection on which something comes that nobody asked for: it would answer the next request. */
function closeWhenSpokenTo(agent: HttpAgent): void {
  const close = function (this: Socket) {
    this.destroy();
  };
  agent.on('free', (socket: Socket) => socket.on('data', close));
  const reuseSocket = agent.reuseSocket.bind(agent);
  agent.reuseSocket = (socket, request) => {
    socket.off('data', close);
    reuseSocket(socket, request);
  };
}
