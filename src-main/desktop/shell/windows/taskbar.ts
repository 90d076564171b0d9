import { app, nativeImage, type BrowserWindow } from 'electron';
import type { AppStatus } from '#contract/app.ts';
import type { Localizer } from '../app/localizer.ts';
import { trayIcon } from '../tray/tray-icons.ts';
import { headline } from '../tray/tray-state.ts';
import { SendingShare } from './sending-share.ts';

/** Takes the bar away. */
const NO_BAR = -1;

/** Taskbar and Dock while files are sent: how far it is, and how many files are still to go or need the user. */
export function createTaskbar(window: () => BrowserWindow | undefined, localizer: () => Localizer) {
  const share = new SendingShare();
  return {
    render: (status: AppStatus): void => {
      const done = share.update(status);
      // Linux shows it where the launcher can; Windows has the overlay instead.
      app.setBadgeCount(status.sending + status.waiting + status.needsYou);
      const shown = window();
      if (shown === undefined || shown.isDestroyed()) return;
      shown.setProgressBar(done ?? NO_BAR);
      if (process.platform !== 'win32') return;
      const icon = nativeImage.createFromPath(trayIcon(status.state, 'win32', false));
      shown.setOverlayIcon(status.state === 'ok' ? null : icon, headline(status, localizer()));
    },
  };
}
