import type { ServerResponse } from 'node:http';
import type { Host } from '../server/host.ts';
import { json, send } from '../server/reply.ts';
import { attachment, sendFile } from '../server/rest-entry.ts';
import { extensionOf } from '../store/file-name.ts';
import { pictureType } from '../store/picture.ts';
import type { User } from '../store/records.ts';
import { chatPage } from './chat-page.ts';
import { PREVIEW_TYPES } from './file-card.ts';

/** Everything under `/online/`: the chats, the files in them, and the pictures of who writes there. */
export async function servePage({ store }: Host, url: URL, response: ServerResponse): Promise<void> {
  const [, file, id, what] = url.pathname.split('/').filter((part) => part !== '');
  if (file === 'avatar') {
    serveAvatar(store.get('user', Number(id)), response);
    return;
  }
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

/** A link to an older picture of the same user leads to the present one. */
function serveAvatar(user: User | undefined, response: ServerResponse): void {
  const content = Buffer.from(user?.avatar ?? '', 'base64');
  const type = pictureType(content);
  if (type === undefined) send(response, json(404, { error: 'FILE_NOT_FOUND' }));
  else {
    response.writeHead(200, {
      'content-type': type,
      'content-length': content.byteLength,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
    response.end(content);
  }
}
