import { clipboard } from 'electron';
import { urlPaths, windowsPaths } from './copied-paths.ts';

/** Content of the clipboard that can be sent. */
export type Pasted =
  | { readonly type: 'files'; readonly paths: readonly string[] }
  | { readonly type: 'picture'; readonly png: Uint8Array }
  | { readonly type: 'nothing' };

type Item = Awaited<ReturnType<typeof clipboard.read>>[number];

/** Formats of the system itself, as Electron names them. */
const own = (format: string) => `electron application/osclipboard;format="${format}"`;

/** Where each file manager leaves the files that were copied in it. */
const FILE_FORMATS = [
  { type: own('FileNameW'), read: (raw: Buffer) => windowsPaths(raw) },
  { type: own('public.file-url'), read: (raw: Buffer) => urlPaths(raw.toString()) },
  { type: own('x-special/gnome-copied-files'), read: (raw: Buffer) => urlPaths(raw.toString()) },
  { type: 'text/uri-list', read: (raw: Buffer) => urlPaths(raw.toString()) },
] as const;

/** Files copied in the file manager, or a picture. */
export async function readClipboard(): Promise<Pasted> {
  const items = await clipboard.read();
  for (const { type, read } of FILE_FORMATS) {
    for (const item of items) {
      const paths = read(await contentOf(item, type));
      if (paths.length > 0) return { type: 'files', paths };
    }
  }
  for (const item of items) {
    const png = await contentOf(item, 'image/png');
    if (png.length > 0) return { type: 'picture', png };
  }
  return { type: 'nothing' };
}

async function contentOf(item: Pick<Item, 'types' | 'getType'>, type: string): Promise<Buffer> {
  if (!item.types.includes(type)) return Buffer.alloc(0);
  const content = await item.getType(type);
  return content instanceof Blob ? Buffer.from(await content.arrayBuffer()) : Buffer.alloc(0);
}
