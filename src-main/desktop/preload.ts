// eslint
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Bridge, NoticeMessage, Reply } from '#contract/wire.ts';
import { CALL_CHANNEL, DROP_CHANNEL, NOTICE_CHANNEL } from './shell/ipc/channels.ts';

/** A picture from a web page or an attachment of a mail has no path, only content. */
const MAX_CONTENT_BYTES = 104_857_599;
const MAX_FILES = 1_000;

const bridge: Bridge = {
  call: (message) => ipcRenderer.invoke(CALL_CHANNEL, message) as Promise<Reply>,
  listen: (listener) => {
    const presenter = (_event: unknown, notice: NoticeMessage) => listener(notice);
    ipcRenderer.on(NOTICE_CHANNEL, presenter);
    return () => void ipcRenderer.off(NOTICE_CHANNEL, presenter);
  },
  drop: async (files) => {
    const items = await Promise.all(files.slice(0, MAX_FILES).map(itemOf));
    return (await ipcRenderer.invoke(DROP_CHANNEL, items)) as Reply;
  },
};

async function itemOf(file: unknown): Promise<unknown> {
  if (!(file instanceof File)) return undefined;
  const path = webUtils.getPathForFile(file);
  if (path !== '') return { path };
  if (file.size > MAX_CONTENT_BYTES) return { name: file.name, tooLarge: file.size };
  return { name: file.name, content: new Uint8Array(await file.arrayBuffer()) };
}

contextBridge.exposeInMainWorld('chatdrop', bridge);
