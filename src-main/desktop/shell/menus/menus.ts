import { app, BrowserWindow, Menu, type WebContents } from 'electron';
import type { Language } from '#contract/app.ts';
import type { Localizer } from '../app/localizer.ts';
import type { HelpTopic } from '../app/help.ts';
import type { MenuAction } from '../tray/tray-menu.ts';
import { appMenu } from './app-menu.ts';
import { fieldMenu } from './field-menu.ts';

export interface MenusOptions {
  readonly localizer: () => Localizer;
  readonly helps: readonly HelpTopic[];
  readonly act: (action: MenuAction) => void;
  /** A menu opened or closed; meanwhile no window hides because it lost the focus. */
  readonly onOpen: (isOpen: boolean) => void;
}

/** Sets the application's menu and gives every window the menu of its fields. */
export function createMenus({ localizer, helps, act, onOpen }: MenusOptions): { render(): void } {
  let shown: Language | undefined;
  const render = () => {
    const now = localizer();
    if (now.language === shown) return;
    shown = now.language;
    Menu.setApplicationMenu(Menu.buildFromTemplate(appMenu(now, process.platform, helps, act)));
  };
  const showFieldMenu = (contents: WebContents, params: Electron.ContextMenuParams) => {
    const template = fieldMenu(params, localizer());
    const window = BrowserWindow.fromWebContents(contents);
    if (template.length === 0 || window === null) return;
    onOpen(true);
    Menu.buildFromTemplate(template).popup({ window, callback: () => onOpen(false) });
  };
  app.on('web-contents-created', (_event, contents) => {
    contents.on('context-menu', (_menuEvent, params) => showFieldMenu(contents, params));
  });
  render();
  return { render };
}
