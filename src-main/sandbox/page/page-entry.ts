import type { ServerResponse } from 'node:http';
import type { Host } from '../server/host.ts';
import { json, send } from '../server/reply.ts';
import { attachment, sendFile } from '../server/rest-entry.ts';
import { extensionOf } from '../store/file-name.ts';
import { chatPage } from './chat-page.ts';
import { PREVIEW_TYPES } from './file-card.ts';

/** Everything under `/online/`: the chats, and the files in them. */
export async function servePage({ store }: Host, url: URL, response: ServerResponse): Promise<void> {
  const [, file, id, what] = url.pathname.split('/').filter((part) => part !== '');
  if (file !== 'file') {
    send(response, chatPage(store, url.searchParams));
    return;
  }
  const found = store.get('file', Number(id));
  if (found === undefined) {
    send(response, json(404, { error: 'FILE_NOT_FOUND' }));
    return;
  }
  const preview = what === 'preview' ? PREVIEW_TYPES.get(extensionOf(found.name)) : undefined;
  await sendFile(response, store.pathOf(found), found.size, {
    'content-security-policy': "default-src 'none'; sandbox",
    ...(preview === undefined
      ? { 'content-type': 'application/octet-stream', 'content-disposition': attachment(found.name) }
      : { 'content-type': preview }),
  });
}
