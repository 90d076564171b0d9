import { app, protocol, session } from 'electron';
import { PAGE_SCHEME } from '../ipc/page-origin.ts';
import type { PageLook } from '../windows/page-look.ts';
import { denyPermissions, keepInside } from './denials.ts';
import { readPageFiles, respond } from './page-files.ts';

/** What has to be said before Electron is ready. */
export function hardenBeforeReady(): void {
  app.enableSandbox();
  // https://www.electronjs.org/docs/latest/api/protocol: neither CORS nor CSP is bypassed, no service workers.
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  app.on('web-contents-created', (_event, contents) => keepInside(contents));
}

/** Serves our pages and denies every permission. */
export function hardenWhenReady(pagesFolder: string, look: () => PageLook): void {
  const files = readPageFiles(pagesFolder);
  protocol.handle(PAGE_SCHEME, (request) => respond(files, request, look));
  denyPermissions(session.defaultSession);
}
