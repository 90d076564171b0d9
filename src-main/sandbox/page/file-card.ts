import { extensionOf } from '../store/file-name.ts';
import type { DriveFile } from '../store/records.ts';
import { sizeText } from './format.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { DOWNLOAD } from './icons.ts';

const TONES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['xls', 'xlsx', 'csv', 'ods', 'numbers'].map((ext) => [ext, 'sheet'])),
  pdf: 'page',
  ...Object.fromEntries(
    ['png', 'jpg', 'jpeg', 'gif', 'webp', 'tif', 'tiff', 'heic', 'bmp'].map((ext) => [ext, 'image']),
  ),
  ...Object.fromEntries(['doc', 'docx', 'odt', 'txt', 'md', 'rtf', 'log'].map((ext) => [ext, 'text'])),
};

/** Types a browser shows by itself and that carry no script. */
export const PREVIEW_TYPES: ReadonlyMap<string, string> = new Map([
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
]);

/** A file in a bubble: a picture where the browser has one, and a card that downloads it. */
export function fileCard(file: DriveFile): Html {
  const extension = extensionOf(file.name);
  const address = `/online/file/${file.id}`;
  const preview = PREVIEW_TYPES.has(extension)
    ? html`<img class="preview" src="${address}/preview" alt="${file.name}" loading="lazy" />`
    : undefined;
  // The end of a name tells files apart, so it stays when the middle has to go.
  const keep = file.name.length > 14 ? Math.max(extension.length + 5, 8) : 0;
  const cut = file.name.length - keep;
  return html`${preview}<a class="file" href="${address}" download="${file.name}" title="${file.name}">
      <span class="badge ${TONES[extension] ?? ''}"
        >${extension === '' ? 'FILE' : extension.slice(0, 4).toUpperCase()}</span
      >
      <span class="name"
        ><span class="stem">${file.name.slice(0, cut)}</span
        ><span class="ext">${file.name.slice(cut)}</span></span
      >
      <span class="size">${sizeText(file.size)}</span>
      ${DOWNLOAD}
    </a>`;
}
