import { EventEmitter } from 'node:events';
import { rm } from 'node:fs/promises';
import http, { type RequestOptions } from 'node:http';
import https from 'node:https';

/** What the program was told to open, show and say; and what it is answered. */
export const record = {
  opened: [] as string[],
  shown: [] as string[],
  notifications: [] as { readonly title: string; readonly body: string }[],
  clipboardText: '',
  /** A picture in the clipboard. */
  picture: undefined as Buffer<ArrayBuffer> | undefined,
  isOnline: true,
  /** Answers of the next file dialogs. */
  chosen: [] as string[][],
  /** What a script of the system (PAC) says for an origin; `DIRECT` for all others. */
  proxies: JSON.parse(process.env['ELECTRON_HOST_PROXIES'] ?? '{}') as Readonly<Record<string, string>>,
};

export const shell = {
  openExternal: (address: string) => Promise.resolve(void record.opened.push(address)),
  openPath: (path: string) => Promise.resolve((record.opened.push(path), '')),
  /** Gone from its folder; nothing of the tester's own bin is touched. */
  trashItem: (path: string) => rm(path),
  showItemInFolder: (path: string) => void record.shown.push(path),
  writeShortcutLink: () => true,
} satisfies Partial<Electron.Shell>;

export const dialog = {
  showOpenDialog: () => {
    const filePaths = record.chosen.shift() ?? [];
    return Promise.resolve({ canceled: filePaths.length === 0, filePaths });
  },
  showSaveDialog: () => {
    const filePath = record.chosen.shift()?.[0] ?? '';
    return Promise.resolve({ canceled: filePath === '', filePath });
  },
  // The program ends after it, and with it everything else that was recorded.
  showErrorBox: (title: string, content: string) => console.error(`dialog: ${title}: ${content}`),
} satisfies Partial<Electron.Dialog>;

export class NotificationOfHost extends EventEmitter {
  static isSupported(): boolean {
    return true;
  }

  readonly title: string;
  readonly body: string;

  constructor({ title = '', body = '' }: Electron.NotificationConstructorOptions = {}) {
    super();
    this.title = title;
    this.body = body;
  }

  show(): void {
    record.notifications.push({ title: this.title, body: this.body });
  }

  close(): void {
    this.emit('close');
  }
}

export const clipboard = {
  read: () => {
    const { picture } = record;
    if (picture === undefined) return Promise.resolve([]);
    const item = { types: ['image/png'], getType: () => Promise.resolve(new Blob([picture])) };
    return Promise.resolve([item as unknown as Electron.ClipboardItem]);
  },
  writeText: (text: string) => Promise.resolve(void (record.clipboardText = text)),
} satisfies Partial<Electron.Clipboard>;

/** Requests of main go out by Node, which leaves the session they name, and so its proxy, alone. */
function request(options: RequestOptions) {
  return (options.protocol === 'https:' ? https : http).request(options);
}

export const net = { isOnline: () => record.isOnline, request };
export const nativeTheme = Object.assign(new EventEmitter(), {
  shouldUseDarkColors: false,
  themeSource: 'system',
});
export const powerMonitor = new EventEmitter();

const display = {
  bounds: { x: 0, y: 0, width: 1_920, height: 1_080 },
  workArea: { x: 0, y: 0, width: 1_920, height: 1_040 },
} as Electron.Display;
/** Displays there are now. */
export const displays = { all: [display] };
export const screen = Object.assign(new EventEmitter(), {
  getCursorScreenPoint: () => ({ x: 1_000, y: 1_000 }),
  getDisplayNearestPoint: () => display,
  getDisplayMatching: () => display,
  getAllDisplays: () => displays.all,
});

const emptyImage = { isEmpty: () => true, toDataURL: () => 'data:image/png;base64,' };
export const nativeImage = {
  createThumbnailFromPath: () => Promise.resolve(emptyImage),
  createEmpty: () => emptyImage,
};

export const session = {
  defaultSession: {
    resolveProxy: (url: string) => Promise.resolve(record.proxies[new URL(url).origin] ?? 'DIRECT'),
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: () => undefined,
    setDevicePermissionHandler: () => undefined,
  },
  fromPartition: () => ({ setProxy: () => Promise.resolve() }),
};
