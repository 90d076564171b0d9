import type { Page } from 'playwright-core';

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A window by the page it shows. */
export type PageName = 'popover' | 'window';

/**
 * The running program as people and their system deal with it. Two things play it: real Electron, and the stand-in
 * host where Electron's binary is not there. Tests know neither.
 */
export interface DesktopApp {
  /** The page of a window; waits until it was opened. */
  page(name: PageName): Promise<Page>;
  isShown(name: PageName): Promise<boolean>;
  /** Drops files of the disk on an element. */
  dropFiles(page: Page, selector: string, paths: readonly string[]): Promise<void>;
  /** Drags files over an element and leaves them there. */
  dragOver(page: Page, selector: string, paths: readonly string[]): Promise<void>;
  clickTray(): Promise<void>;
  /** A click that takes the focus from the popover first, as a system's own click does. */
  clickTrayFromPopover(): Promise<void>;
  trayMenu(): Promise<readonly string[]>;
  trayToolTip(): Promise<string>;
  trayImage(): Promise<string>;
  /** `Pause > 15 minutes` */
  clickMenu(path: string): Promise<void>;
  /** The application's menu: `Edit > Undo`. */
  menuBar(): Promise<readonly string[]>;
  clickMenuBar(path: string): Promise<void>;
  /** What could be chosen in the menu that the last right click opened. */
  fieldMenu(): Promise<readonly string[]>;
  bounds(name: PageName): Promise<Bounds | undefined>;
  /** The user drags or resizes it. */
  moveWindow(name: PageName, bounds: Partial<Bounds>): Promise<void>;
  /** Displays are plugged in or out. */
  setDisplays(areas: readonly Bounds[]): Promise<void>;
  /** The number on the icon, and the bar on the taskbar, below 0 without one. */
  badge(): Promise<{ readonly count: number; readonly bar: number }>;
  hasTray(): Promise<boolean>;
  isOnTop(name: PageName): Promise<boolean>;
  /** The user clicks somewhere else. */
  blur(name: PageName): Promise<void>;
  crash(name: PageName): Promise<void>;
  /** What the next file dialog answers. */
  choose(paths: readonly string[]): Promise<void>;
  /** Files dropped on the icon, as macOS allows it. */
  dropOnTray(paths: readonly string[]): Promise<void>;
  /** What the clipboard holds from now on: a picture, as Base64. */
  copyPicture(png: string): Promise<void>;
  setOnline(isOnline: boolean): Promise<void>;
  notifications(): Promise<readonly { readonly title: string; readonly body: string }[]>;
  /** The whole screen as somebody in front of it sees it, as PNG; real Electron alone. */
  screen(): Promise<Buffer>;
  /** Addresses and files handed to the system. */
  opened(): Promise<readonly string[]>;
  power(event: 'resume' | 'suspend' | 'unlock-screen'): Promise<void>;
  /** Everything that reached a page, as text. */
  messagesToPages(): Promise<readonly string[]>;
  refusedRequests(): Promise<readonly string[]>;
  /** Resident memory of the main process, bytes. */
  memory(): Promise<number>;
  signal(signal: NodeJS.Signals): void;
  /** What Windows tells the windows when the user logs off. */
  endSession(): Promise<void>;
  /** Resolves to the exit code when the program ends, however it is ended. */
  ended(): Promise<number | null>;
  /** Lets the program end by itself; resolves to its exit code. */
  quit(): Promise<number | null>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  /** What it wrote to the terminal so far. */
  output(): string;
}

export interface StartOptions {
  readonly userData: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What starts the program, by adding its words; the stand-in's alone. */
  readonly through?: readonly string[];
}
