import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly method: string | undefined;
  readonly url: string;
  /** Last part of the path. */
  readonly restMethod: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers one request whose body was read, or does something else with it. */
export type Script = (seen: SeenRequest, response: ServerResponse, index: number) => void | Promise<void>;

export interface ScriptServer {
  readonly origin: string;
  readonly port: number;
  /** Requests whose body arrived whole. */
  readonly seen: SeenRequest[];
  /** Requests whose head arrived. */
  started(): number;
  close(): Promise<void>;
}

export interface ScriptServerOptions {
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Sees a request before its body is read; true when it has dealt with it. */
  readonly early?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** A real HTTP server on this machine that does what a test's script says. */
export async function startScriptServer(
  script: Script,
  options: ScriptServerOptions = {},
): Promise<ScriptServer> {
  const seen: SeenRequest[] = [];
  let heads = 0;
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    heads++;
    request.on('error', () => undefined);
    if (options.early?.(request, response) === true) return;
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const url = request.url ?? '';
      const entry: SeenRequest = {
        method: request.method,
        url,
        restMethod: url.split('?')[0]?.split('/').pop() ?? '',
        headers: request.headers,
        body: Buffer.concat(pieces).toString('utf8'),
      };
      seen.push(entry);
      void script(entry, response, seen.length - 1);
    });
  };
  const server = options.tls === undefined ? createServer(handle) : createTlsServer(options.tls, handle);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    seen,
    started: () => heads,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Answers with JSON. */
export function answerJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(value));
}

/** What a portal answers to a posted file. */
export function posted(
  messageId: unknown = 17,
  file: object | null = { id: 9, chatId: 5, name: 'report (1).pdf' },
): unknown {
  return {
    result: {
      file,
      messageId,
      chatId: 5,
      dialogId: 'chat5',
    },
    time: { operating: 0.1 },
  };
}
