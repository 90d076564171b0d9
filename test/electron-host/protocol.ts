import type { Route } from 'playwright-core';

type Handler = (request: Request) => Response | Promise<Response>;

const handlers = new Map<string, Handler>();

/** Addresses that were asked for and that no handler serves: a page that tries to leave shows here. */
export const refusedRequests: string[] = [];

export const protocol = {
  registerSchemesAsPrivileged: () => undefined,
  handle: (scheme: string, handler: Handler) => void handlers.set(scheme, handler),
} as unknown as Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'>;

/** `app://chatdrop/a.html` as Chromium without Electron can load it. */
export function toBrowser(address: string): string {
  const url = new URL(address);
  return `https://${url.host}.${url.protocol.slice(0, -1)}.invalid${url.pathname}${url.search}`;
}

/** The address of a page as Electron would name it. */
export function fromBrowser(address: string): string {
  const url = URL.parse(address);
  const found = /^(.+)\.([a-z]+)\.invalid$/.exec(url?.hostname ?? '');
  if (url === null || found === null) return address;
  return `${found[2] ?? ''}://${found[1] ?? ''}${url.pathname}${url.search}`;
}

/** Serves a request of a page by the handler of its scheme; everything else is refused. */
export async function serveRoute(route: Route): Promise<void> {
  const request = route.request();
  const address = fromBrowser(request.url());
  const handler = handlers.get(new URL(address).protocol.slice(0, -1));
  if (handler === undefined) {
    refusedRequests.push(address);
    return route.abort('addressunreachable');
  }
  const response = await handler(new Request(address, { method: request.method() }));
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  });
}
