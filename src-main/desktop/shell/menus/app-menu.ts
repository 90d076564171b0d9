import type { MenuItemConstructorOptions } from 'electron';
import type { Localizer } from '../app/localizer.ts';
import type { HelpTopic } from '../app/help.ts';
import type { MenuAction } from '../tray/tray-menu.ts';

type Item = MenuItemConstructorOptions;
const LINE: Item = { type: 'separator' };

/**
 * The application's menu in one language: the menu bar on macOS, shown by Alt elsewhere. It replaces Electron's own,
 * which is English and offers to reload the page.
 * @param helps help pages that this build can open, see `helpLinks`
 */
export function appMenu(
  localizer: Localizer,
  platform: NodeJS.Platform,
  helps: readonly HelpTopic[],
  act: (action: MenuAction) => void,
): Item[] {
  const isMac = platform === 'darwin';
  const { text } = localizer;
  const item = (label: string, action: MenuAction, accelerator?: string): Item => ({
    label,
    click: () => act(action),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  const settings = item(text('tray.settings'), { type: 'settings' }, 'CmdOrCtrl+,');
  const quit = item(text('tray.quit'), { type: 'quit' }, isMac ? 'Cmd+Q' : 'Ctrl+Q');
  const help = helps.map((topic) => item(text(`menu.${topic}`), { type: 'help', topic }));
  return [
    { label: 'Chatdrop', submenu: isMac ? macApp(localizer, settings, quit) : [settings, LINE, quit] },
    { label: text('menu.edit'), submenu: editing(localizer) },
    { label: text('menu.view'), submenu: viewing(localizer) },
    {
      label: text('menu.window'),
      ...(isMac ? { role: 'windowMenu' as const } : {}),
      submenu: [
        item(text('tray.open'), { type: 'window' }),
        item(text('tray.drop'), { type: 'popover' }),
        LINE,
        { role: 'minimize', label: text('menu.minimize') },
        ...(isMac ? [{ role: 'zoom', label: text('menu.zoomWindow') } satisfies Item] : []),
        { role: 'close', label: text('menu.close') },
        ...(isMac ? [LINE, { role: 'front', label: text('menu.front') } satisfies Item] : []),
      ],
    },
    {
      label: text('menu.help'),
      ...(isMac ? { role: 'help' as const } : {}),
      submenu: isMac ? help : [...help, LINE, { role: 'about', label: text('menu.about') }],
    },
  ];
}

function macApp({ text }: Localizer, settings: Item, quit: Item): Item[] {
  return [
    { role: 'about', label: text('menu.about') },
    LINE,
    settings,
    LINE,
    { role: 'services', label: text('menu.services') },
    LINE,
    { role: 'hide', label: text('menu.hide') },
    { role: 'hideOthers', label: text('menu.hideOthers') },
    { role: 'unhide', label: text('menu.showAll') },
    LINE,
    quit,
  ];
}

function editing({ text }: Localizer): Item[] {
  return [
    { role: 'undo', label: text('menu.undo') },
    { role: 'redo', label: text('menu.redo') },
    LINE,
    { role: 'cut', label: text('menu.cut') },
    { role: 'copy', label: text('menu.copy') },
    { role: 'paste', label: text('menu.paste') },
    { role: 'selectAll', label: text('menu.selectAll') },
  ];
}

function viewing({ text }: Localizer): Item[] {
  return [
    { role: 'zoomIn', label: text('menu.zoomIn') },
    { role: 'zoomOut', label: text('menu.zoomOut') },
    { role: 'resetZoom', label: text('menu.zoomReset') },
    LINE,
    { role: 'togglefullscreen', label: text('menu.fullScreen') },
  ];
}
