import { app } from 'electron';
import type { AppUpdater } from 'electron-updater';
import type { Log } from '#engine/ports.ts';
import type { Updater } from './updater.ts';

export interface SystemUpdaterOptions {
  /** In place of the feed that the build names: an address with `latest.yml` in it. */
  readonly feed: string | undefined;
  /** How to get there: `none` for a direct way, an address with its login, undefined for the system's settings. */
  readonly proxy: () => string | undefined;
  readonly log: Log;
}

/** electron-updater's codes for a file that is not the one its publisher described or signed. */
const FORGED: readonly unknown[] = ['ERR_CHECKSUM_MISMATCH', 'ERR_UPDATER_INVALID_SIGNATURE'];

/** electron-updater, loaded when it is first needed. */
export function systemUpdater(deps: SystemUpdaterOptions): Updater {
  let loaded: Promise<AppUpdater> | undefined;
  let isAtQuit = true;
  const load = async () => {
    const updater = await (loaded ??= open(deps));
    updater.autoInstallOnAppQuit = isAtQuit;
    return updater;
  };
  return {
    check: async () => {
      const updater = await load();
      await useProxy(updater, deps.proxy());
      const result = await updater.checkForUpdates();
      return result?.isUpdateAvailable === true ? result.updateInfo.version : undefined;
    },
    download: async (onProgress) => {
      const updater = await load();
      const progress = ({ percent }: { readonly percent: number }) => onProgress(percent);
      updater.on('download-progress', progress);
      try {
        await updater.downloadUpdate();
        return 'genuine';
      } catch (error) {
        if (FORGED.includes((error as NodeJS.ErrnoException).code)) return 'refused';
        throw error;
      } finally {
        updater.off('download-progress', progress);
      }
    },
    installAtQuit: (isOn) => {
      isAtQuit = isOn;
      if (loaded !== undefined) void load();
    },
    install: () => {
      void load().then((updater) => {
        // All work has stopped. If the installation fails, the old program must start again.
        updater.once('error', () => {
          app.relaunch();
          app.quit();
        });
        // The new program may start before this one has ended.
        app.releaseSingleInstanceLock();
        updater.quitAndInstall(true, true);
      });
    },
  };
}

async function open({ feed, log }: SystemUpdaterOptions): Promise<AppUpdater> {
  const { AppImageUpdater, MacUpdater, NsisUpdater } = await import('electron-updater');
  const classes: Readonly<Partial<Record<NodeJS.Platform, new () => AppUpdater>>> = {
    win32: NsisUpdater,
    darwin: MacUpdater,
  };
  const updater = new (classes[process.platform] ?? AppImageUpdater)();
  updater.autoDownload = false;
  updater.disableWebInstaller = true;
  updater.logger = {
    info: (text) => log('debug', String(text)),
    warn: (text) => log('warn', String(text)),
    error: (text) => log('warn', String(text)),
  };
  if (feed !== undefined) updater.setFeedURL({ provider: 'generic', url: feed, channel: 'latest' });
  return updater;
}

async function useProxy(updater: AppUpdater, proxy: string | undefined): Promise<void> {
  const { netSession } = updater;
  updater.removeAllListeners('login');
  if (proxy === undefined) return netSession.setProxy({ mode: 'system' });
  if (proxy === 'none') return netSession.setProxy({ mode: 'direct' });
  const { origin, username, password } = new URL(proxy);
  updater.on('login', (_info, answer) => answer(decodeURIComponent(username), decodeURIComponent(password)));
  return netSession.setProxy({ mode: 'fixed_servers', proxyRules: origin });
}
