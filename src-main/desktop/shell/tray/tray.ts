import { Menu, Tray, nativeTheme, type MenuItemConstructorOptions } from 'electron';
import type { AppStatus } from '#contract/app.ts';
import type { UpdateState } from '#contract/updates.ts';
import type { Localizer } from '../app/localizer.ts';
import type { Popover } from './popover.ts';
import { trayIcon } from './tray-icons.ts';
import { trayMenu, type MenuAction, type MenuEntry, type RecentUpload } from './tray-menu.ts';
import { tooltip } from './tray-state.ts';

export interface TrayDeps {
  readonly status: () => AppStatus;
  readonly recent: () => readonly RecentUpload[];
  readonly update: () => UpdateState;
  readonly localizer: () => Localizer;
  readonly popover: Popover;
  readonly act: (action: MenuAction) => void;
  /** Files dropped on the icon, which macOS alone allows. */
  readonly onFiles: (paths: readonly string[]) => void;
}

export interface TrayIcon {
  /** Draws the present state. */
  render(): void;
  destroy(): void;
}

/** Creates the tray icon. @throws if the system has no tray */
export function createTray(deps: TrayDeps): TrayIcon {
  const iconFor = () => trayIcon(deps.status().state, process.platform, nativeTheme.shouldUseDarkColors);
  const tray = new Tray(iconFor());
  // On Linux a menu that is set takes every click in some desktops; elsewhere the left click opens the popover.
  const keepsMenu = process.platform === 'linux';
  const menu = () =>
    Menu.buildFromTemplate(
      trayMenu(deps.status(), deps.recent(), deps.localizer(), new Date(), deps.update()).map((entry) =>
        toItem(entry, deps.act),
      ),
    );

  const render = () => {
    const status = deps.status();
    tray.setImage(iconFor());
    tray.setToolTip(tooltip(status, deps.localizer()));
    if (keepsMenu) tray.setContextMenu(menu());
  };
  const toggle = () => deps.popover.toggle(keepsMenu ? undefined : tray.getBounds());

  tray.on('click', toggle);
  if (!keepsMenu) tray.on('right-click', () => tray.popUpContextMenu(menu()));
  tray.on('drop-files', (_event, files) => deps.onFiles(files));
  nativeTheme.on('updated', render);
  render();
  return {
    render,
    destroy: () => {
      nativeTheme.off('updated', render);
      tray.destroy();
    },
  };
}

function toItem(entry: MenuEntry, act: (action: MenuAction) => void): MenuItemConstructorOptions {
  switch (entry.type) {
    case 'separator':
      return { type: 'separator' };
    case 'text':
      return { label: entry.label, enabled: false };
    case 'item':
      return { label: entry.label, click: () => act(entry.action) };
    case 'submenu':
      return { label: entry.label, submenu: entry.entries.map((inner) => toItem(inner, act)) };
  }
}
