import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { chromiumOfHost } from './chromium.ts';
import { makeCodec } from './codec.ts';
import { app } from './app.ts';
import { invoke, toPages } from './ipc-main.ts';
import { BINDING, preloadScript } from './preload-world.ts';
import { fromBrowser, serveRoute, toBrowser } from './protocol.ts';
import { standIn } from './stand-in.ts';

const { encode, decode } = makeCodec();
let lastId = 0;
const MENU_BINDING = '__electronContextMenu';

/** Runs in the page: tells of a right click what Chromium tells Electron. */
const TELL_OF_RIGHT_CLICK = `addEventListener('contextmenu', ({ target }) => {
  const isEditable = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  const selectionText = String(getSelection() ?? '');
  const canCopy = isEditable
    ? target.type !== 'password' && target.selectionStart !== target.selectionEnd
    : selectionText !== '';
  const editFlags = {
    canUndo: false,
    canCut: isEditable && canCopy,
    canCopy,
    canPaste: isEditable,
    canSelectAll: true,
  };
  ${MENU_BINDING}({ isEditable, selectionText, editFlags });
});`;

/** The page of a window, in a real Chromium. */
export class WebContents extends EventEmitter {
  readonly id = (lastId += 1);
  readonly page: Promise<Page>;
  /** What it was told to show. */
  address = '';
  #isDestroyed = false;
  #isLoading = true;
  #url = '';
  #sending: Promise<unknown> = Promise.resolve();
  readonly mainFrame: Electron.WebFrameMain;

  constructor(preload: string) {
    super();
    const url = () => this.#url;
    this.mainFrame = standIn<Electron.WebFrameMain>('WebFrameMain', {
      get url() {
        return url();
      },
      parent: null,
    });
    this.page = this.#open(preloadScript(readFileSync(preload, 'utf8')));
    app.emit('web-contents-created', {}, this);
  }

  async #open(script: string): Promise<Page> {
    const { context } = await chromiumOfHost();
    const page = await context.newPage();
    await page.exposeBinding(BINDING, async (_source, channel: string, text: string) => {
      const event = { sender: this, senderFrame: this.mainFrame } as unknown as Electron.IpcMainInvokeEvent;
      const answer = encode(await invoke(channel, event, decode(text) as unknown[]));
      toPages.push(answer);
      return answer;
    });
    await page.exposeBinding(MENU_BINDING, (_source, params: Electron.ContextMenuParams) => {
      this.emit('context-menu', {}, params);
    });
    await page.addInitScript({ content: script });
    await page.addInitScript({ content: TELL_OF_RIGHT_CLICK });
    await page.route('**/*', serveRoute);
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) this.#url = fromBrowser(frame.url());
    });
    page.on('load', () => {
      this.#isLoading = false;
      this.emit('did-finish-load');
    });
    page.on('crash', () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }));
    return page;
  }

  async load(address: string): Promise<void> {
    this.address = address;
    this.#isLoading = true;
    const page = await this.page;
    if (!this.#isDestroyed) await page.goto(toBrowser(address));
  }

  /** In the order in which they were sent, as in Electron. */
  send(channel: string, ...args: unknown[]): void {
    const text = encode(structuredClone(args));
    toPages.push(text);
    this.#sending = this.#sending
      .then(async () => {
        if (this.#isDestroyed) return;
        const page = await this.page;
        await page.evaluate(
          ([to, what]) => {
            const { __electronDeliver: deliver } = globalThis as unknown as {
              __electronDeliver?: (channel: string, text: string) => void;
            };
            deliver?.(to, what);
          },
          [channel, text] as const,
        );
      })
      .catch(() => undefined); // the page is being loaded or closed: the message is lost, as in Electron
  }

  setWindowOpenHandler(): void {
    void this.page.then((page) => page.on('popup', (popup) => void popup.close()));
  }

  reload(): void {
    this.#isLoading = true;
    void this.page.then((page) => page.reload());
  }

  isLoading(): boolean {
    return this.#isLoading;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.emit('destroyed');
    void this.page.then((page) => page.close());
  }
}
