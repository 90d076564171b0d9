import type { AppState } from '#contract/app.ts';
import { appFile } from '../app/app-files.ts';
import { trayIconName } from './tray-icon-name.ts';

export function trayIcon(state: AppState, platform: NodeJS.Platform, isDark: boolean): string {
  return appFile('assets/icons/tray', trayIconName(state, platform, isDark));
}

/** Rendered, like all icons, by `assets/icons/render.ts`. */
export function appIcon(): string {
  return appFile('assets/icons/app/256x256.png');
}
