import type { IncomingMessage, ServerResponse } from 'node:http';
import { createControl } from './control.ts';
import type { SandboxControl } from './control.ts';
import { FaultList } from './faults/fault-list.ts';
import { LeakyBucket } from './limits/leaky-bucket.ts';
import { OperatingTime } from './limits/operating-time.ts';
import { DEFAULT_SETTINGS } from './limits/settings.ts';
import type { Settings, SettingsPatch } from './limits/settings.ts';
import { Traffic } from './limits/traffic.ts';
import { Codes } from './oauth/codes.ts';
import type { Host } from './server/host.ts';
import { listen, shut } from './server/listen.ts';
import type { Tls } from './server/listen.ts';
import { route } from './server/router.ts';
import { Downloads } from './store/downloads.ts';
import { PortalStore } from './store/portal.ts';

export interface SandboxOptions {
  /** Folder for received files and the portal's memory; made when missing. One sandbox at a time. */
  readonly dataDir: string;
  /** 0, the default, means any free one. */
  readonly port?: number;
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** Answers over HTTPS with this certificate. */
  readonly tls?: Tls;
  /** Default 2; 0 or Infinity switches the request limit off. */
  readonly requestsPerSecond?: number;
  /** Default 50. */
  readonly burst?: number;
  readonly clock?: { now(): number };
}

/** A running stand-in for a portal. */
export interface Sandbox {
  /** Scheme, host and port. */
  readonly url: string;
  /** The whole address of the incoming webhook. A secret, like a real one. */
  readonly webhook: string;
  readonly port: number;
  readonly control: SandboxControl;
  /** Ends every connection; what is stored stays in the data folder. May be called twice. */
  close(): Promise<void>;
}

/** Starts a local portal that behaves like Bitrix24. @throws the system's error when the port is taken */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const now = options.clock === undefined ? Date.now : options.clock.now.bind(options.clock);
  const address = options.host ?? '127.0.0.1';
  const scheme = options.tls === undefined ? 'http' : 'https';
  const closing = new AbortController();
  let settings: Settings = {
    ...DEFAULT_SETTINGS,
    requestsPerSecond: limitless(options.requestsPerSecond ?? DEFAULT_SETTINGS.requestsPerSecond),
    burst: options.burst ?? DEFAULT_SETTINGS.burst,
  };
  let origin = '';
  const host: Host = {
    store: new PortalStore(options.dataDir, now),
    faults: new FaultList(),
    bucket: new LeakyBucket(),
    operating: new OperatingTime(),
    traffic: new Traffic(),
    downloads: new Downloads(),
    codes: new Codes(),
    settings: () => settings,
    now,
    origin: () => origin,
    isTls: options.tls !== undefined,
    closing: closing.signal,
  };
  const configure = (patch: SettingsPatch): Settings => {
    settings = { ...settings, ...patch };
    return settings;
  };
  const control = createControl(host, configure);

  const running = new Set<Promise<void>>();
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const work = answer(host, control, request, response).finally(() => running.delete(work));
    running.add(work);
  };
  const { server, port } = await listen(listener, address, options.port ?? 0, options.tls);
  origin = `${scheme}://${address.includes(':') ? `[${address}]` : address}:${port}`;

  const { webhookUserId, webhookCode } = host.store.identity;
  let closed: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    closing.abort();
    await shut(server);
    await Promise.all(running);
    host.store.close();
  };
  return {
    url: origin,
    webhook: `${origin}/rest/${webhookUserId}/${webhookCode}/`,
    port,
    control,
    close: () => (closed ??= end()),
  };
}

/** Serves one request; whatever goes wrong in it ends that request alone. */
async function answer(
  host: Host,
  control: SandboxControl,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.on('error', () => response.destroy()); // the client went away while it was answered
  try {
    await route(host, control, request, response);
  } catch {
    // A waiting ended by `close`, or a fault of the sandbox itself: like the portal, it says no more than this.
    if (response.headersSent || response.destroyed || host.closing.aborted) response.destroy();
    else
      response
        .writeHead(500)
        .end('{"error":"INTERNAL_SERVER_ERROR","error_description":"Internal server error"}');
  }
}

function limitless(requestsPerSecond: number): number {
  return requestsPerSecond === Infinity ? 0 : requestsPerSecond;
}
