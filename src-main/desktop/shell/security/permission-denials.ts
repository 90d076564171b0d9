import type { Session, WebContents } from 'electron';
import { isOwnPage } from '../ipc/page-origin.ts';

/** Allows navigation to our own pages only, and denies new windows and web views. */
export function restrictNavigation(contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('will-navigate', (event) => preventForeignNavigation(event));
  contents.on('will-redirect', (event) => preventForeignNavigation(event));
  contents.on('will-frame-navigate', (event) => preventForeignNavigation(event));
}

/** No permission of the browser is ever granted: no camera, no place, no device. */
export function denyPermissions(
  session: Pick<
    Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
  >,
): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

function preventForeignNavigation(event: { readonly url: string; preventDefault(): void }): void {
  if (!isOwnPage(event.url)) event.preventDefault();
}
