import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { standIn } from './stand-in.ts';

type Template = readonly Electron.MenuItemConstructorOptions[];

/** What a menu was built from. */
export interface MenuOfHost {
  readonly template: Template;
}

export const trays: TrayOfHost[] = [];

export class TrayOfHost extends EventEmitter {
  image = '';
  toolTip = '';
  menu: MenuOfHost | undefined;

  constructor(image: string) {
    super();
    if (process.env['ELECTRON_HOST_TRAY'] === 'none') throw new Error('no tray on this desktop');
    this.setImage(image);
    trays.push(this);
  }

  setImage(image: string): void {
    if (!existsSync(image)) throw new Error(`Failed to load image from path '${image}'`);
    this.image = image;
  }

  setToolTip(toolTip: string): void {
    this.toolTip = toolTip;
  }

  setContextMenu(menu: MenuOfHost): void {
    this.menu = menu;
  }

  popUpContextMenu(menu: MenuOfHost): void {
    this.menu = menu;
  }

  getBounds(): Electron.Rectangle {
    return { x: 1_800, y: 1_050, width: 24, height: 24 };
  }

  destroy(): void {
    trays.splice(trays.indexOf(this), 1);
  }
}

export const Tray = new Proxy(TrayOfHost, {
  construct: (Target, [image]) => standIn<Electron.Tray>('Tray', new Target(image as string)),
}) as unknown as typeof Electron.Tray;

/** The menu bar, and the last menu that was opened somewhere. */
export const menus = { bar: [] as Template, opened: [] as Template };

export const Menu = {
  buildFromTemplate: (template: Template) => ({
    template,
    popup: ({ callback }: Electron.PopupOptions) => {
      menus.opened = template;
      callback?.();
    },
  }),
  setApplicationMenu: ({ template }: MenuOfHost) => void (menus.bar = template),
} as unknown as Pick<typeof Electron.Menu, 'buildFromTemplate' | 'setApplicationMenu'>;

/** Labels, submenus below their own: `Pause > 15 minutes`. */
export function labelsOf(template: Template, above = ''): string[] {
  return template.flatMap((item) => {
    const label = above + (item.label ?? '');
    if (item.type === 'separator') return [];
    return Array.isArray(item.submenu) ? [label, ...labelsOf(item.submenu, `${label} > `)] : [label];
  });
}

/** Clicks the item at a path of labels. */
export function clickItem(template: Template, path: string): void {
  const [label, ...rest] = path.split(' > ');
  const item = template.find((candidate) => candidate.label === label);
  if (item === undefined) throw new Error(`no item ${path} in the menu`);
  if (rest.length > 0 && Array.isArray(item.submenu)) clickItem(item.submenu, rest.join(' > '));
  else (item.click as (() => void) | undefined)?.();
}
