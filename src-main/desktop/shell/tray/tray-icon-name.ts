import type { AppState } from '#contract/app.ts';

/**
 * The icon for a state. macOS colours a template image itself; elsewhere there is one for light and one for dark
 * taskbars, of which Windows wants an ICO.
 */
export function trayIconName(state: AppState, platform: NodeJS.Platform, isDark: boolean): string {
  if (platform === 'darwin') return `tray-${state}Template.png`;
  const shade = isDark ? 'dark' : 'light';
  return `tray-${state}-${shade}.${platform === 'win32' ? 'ico' : 'png'}`;
}
