import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Host } from './host.ts';
import { json, send } from './reply.ts';
import { parseRestPath } from './rest-address.ts';
import { serveCall } from './rest.ts';

const NOT_FOUND_3 = {
  error: {
    code: 'BITRIX_REST_V3_EXCEPTION_METHODNOTFOUNDEXCEPTION',
    message: 'Method not found',
    validation: [],
  },
};

/** Everything under `/rest/`. */
export async function serveRest(
  host: Host,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const address = parseRestPath(url.pathname);
  if (address?.type === 'download') return serveDownload(host, address.ticket, response);
  if (address === undefined || address.type === 'rest3') {
    request.resume();
    const body =
      address === undefined
        ? { error: 'ERROR_METHOD_NOT_FOUND', error_description: 'Method not found!' }
        : NOT_FOUND_3;
    send(response, json(404, body));
    return;
  }
  const leave = host.traffic.enter(address.method);
  response.once('close', leave);
  const source = request.socket.remoteAddress ?? '';
  await serveCall(
    host,
    { address, source, query: url.search.slice(1), startedAt: host.now() },
    request,
    response,
  );
}

/** A link opens once; afterwards there is nothing. */
async function serveDownload(
  { downloads, store }: Host,
  ticket: string,
  response: ServerResponse,
): Promise<void> {
  const fileId = downloads.redeem(ticket);
  const file = fileId === undefined ? undefined : store.get('file', fileId);
  if (file === undefined) {
    send(response, json(404, { error: 'FILE_NOT_FOUND', error_description: 'File not found' }));
    return;
  }
  await sendFile(response, store.pathOf(file), file.size, {
    'content-type': 'application/octet-stream',
    'content-disposition': attachment(file.name),
  });
}

export async function sendFile(
  response: ServerResponse,
  path: string,
  size: number,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  response.writeHead(200, { 'content-length': size, 'x-content-type-options': 'nosniff', ...headers });
  try {
    await pipeline(createReadStream(path), response);
  } catch (error) {
    if (!response.destroyed) throw error; // a reader that went away is no failure of ours
  }
}

/** A header that makes browsers save the file under its own name. */
export function attachment(name: string): string {
  return `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`;
}
