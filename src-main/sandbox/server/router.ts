import type { IncomingMessage, ServerResponse } from 'node:http';
import { serveOAuth } from '../oauth/oauth-entry.ts';
import { servePage } from '../page/page-entry.ts';
import type { SandboxControl } from '../control.ts';
import { serveControl } from './control-entry.ts';
import type { Host } from './host.ts';
import { json, redirect, send } from './reply.ts';
import { serveRest } from './rest-entry.ts';

/** Sends a request to the part that knows it. */
export async function route(
  host: Host,
  control: SandboxControl,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(`http://portal${request.url ?? '/'}`);
  const [root] = url.pathname.split('/').filter((part) => part !== '');
  if (root === 'sandbox') return serveControl(control, url, request, response);
  const { movedTo } = host.settings();
  if (movedTo !== null && root !== 'oauth') {
    request.resume();
    send(response, redirect(`${movedTo}${request.url ?? '/'}`));
    return;
  }
  if (root === 'rest') return serveRest(host, url, request, response);
  if (root === 'oauth') return serveOAuth(host, url, request, response);
  request.resume();
  if (root === 'online') return servePage(host, url, response);
  if (root === undefined) {
    send(response, redirect('/online/'));
    return;
  }
  send(response, json(404, { error: 'NOT_FOUND', error_description: 'Nothing is here' }));
}
