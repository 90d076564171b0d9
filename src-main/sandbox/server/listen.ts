import { createServer as createHttpServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface Tls {
  /** PEM. */
  readonly key: string;
  /** PEM. */
  readonly cert: string;
}

/** Starts a server that answers with `listener`; resolves once it listens. @throws the system's error */
export async function listen(
  listener: RequestListener,
  host: string,
  port: number,
  tls: Tls | undefined,
): Promise<{ readonly server: Server; readonly port: number }> {
  const server = tls === undefined ? createHttpServer(listener) : createHttpsServer({ ...tls }, listener);
  server.keepAliveTimeout = 65_000; // longer than clients keep idle connections, so that none meets a closing one
  server.requestTimeout = 0; // slow bodies are part of what the sandbox is for
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return { server, port: (server.address() as AddressInfo).port };
}

/** Ends every connection and stops listening. */
export async function shut(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeAllConnections();
  await closed;
}
