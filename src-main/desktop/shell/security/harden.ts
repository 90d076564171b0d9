import { app, protocol, session } from 'electron';
import { PAGE_SCHEME } from '../ipc/page-origin.ts';
import type { PageAppearance } from '../windows/page-appearance.ts';
import { denyPermissions, restrictNavigation } from './permission-denials.ts';
import { readPageFiles, respond } from './page-files.ts';

/** Settings that Electron takes only before it is ready. */
export function hardenBeforeReady(): void {
  app.enableSandbox();
  // https://www.electronjs.org/docs/latest/api/protocol: neither CORS nor CSP is bypassed, no service workers.
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  app.on('web-contents-created', (_event, contents) => restrictNavigation(contents));
}

/** Serves our pages and denies every permission. */
export function hardenWhenReady(pagesFolder: string, appearance: () => PageAppearance): void {
  const files = readPageFiles(pagesFolder);
  protocol.handle(PAGE_SCHEME, (request) => respond(files, request, appearance));
  denyPermissions(session.defaultSession);
}
