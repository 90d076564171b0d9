import { app, protocol, session } from 'electron';
import { isOwnPage, PAGE_SCHEME } from '../ipc/page-origin.ts';
import { readPageFiles, respond } from './page-files.ts';

/** What has to be said before Electron is ready. */
export function hardenBeforeReady(): void {
  app.enableSandbox();
  // https://www.electronjs.org/docs/latest/api/protocol: neither CORS nor CSP is bypassed, no service workers.
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.on('will-navigate', (event) => keepHere(event));
    contents.on('will-redirect', (event) => keepHere(event));
    contents.on('will-frame-navigate', (event) => keepHere(event));
  });
}

/** Serves our pages and denies every permission. */
export function hardenWhenReady(pagesFolder: string): void {
  const files = readPageFiles(pagesFolder);
  protocol.handle(PAGE_SCHEME, (request) => respond(files, request));
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
}

/** Our pages are loaded by main; nothing a page does leads anywhere else. */
function keepHere(event: { readonly url: string; preventDefault(): void }): void {
  if (!isOwnPage(event.url)) event.preventDefault();
}
