import type { Main } from '../../lib/main.ts';

/** Pixels a picture may have; decoded each takes four bytes. */
const MAX_PIXELS = 50_000_000;
const MAX_WAIT_MS = 5_000;
/** Pixels of the longer side, for a display of double density. */
const SIDE = 128;

/** Gives the picture of an upload as a `data:` URL; undefined where there is none. */
export type PictureOf = (id: number, isWanted: () => boolean) => Promise<string | undefined>;

/** Makes small pictures of uploads, one after another. Rows that have left the screen meanwhile are passed over. */
export function createPictureOf(uploads: Pick<Main['client']['uploads'], 'picture'>): PictureOf {
  let last: Promise<unknown> = Promise.resolve();
  return (id, isWanted) => {
    const made = last.then(async () => {
      const content = isWanted() ? await uploads.picture(id) : undefined;
      return content === undefined ? undefined : thumbnailOf(content);
    });
    last = made.catch(() => undefined);
    return made.catch(() => undefined);
  };
}

/**
 * Decodes a picture inside this page's sandbox and shrinks it. Undefined for one that cannot be decoded, that has too
 * many pixels (its size is known before it is decoded), or that takes too long.
 */
export async function thumbnailOf(content: Uint8Array): Promise<string | undefined> {
  let timer: number | undefined;
  const patience = new Promise<undefined>((resolve) => {
    timer = window.setTimeout(() => resolve(undefined), MAX_WAIT_MS);
  });
  try {
    return await Promise.race([shrunk(content), patience]);
  } catch {
    return undefined; // no picture, or a broken one
  } finally {
    window.clearTimeout(timer);
  }
}

async function shrunk(content: Uint8Array): Promise<string | undefined> {
  const image = new Image();
  const loaded = new Promise((resolve, reject) => {
    image.onload = resolve;
    image.onerror = reject;
  });
  image.src = await dataUrl(content);
  await loaded;
  const { naturalWidth: width, naturalHeight: height } = image;
  if (width === 0 || height === 0 || width * height > MAX_PIXELS) return undefined;
  const scale = Math.min(1, SIDE / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/webp');
}

function dataUrl(content: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    // `readAsDataURL` gives a string; the type is that of all its ways to read.
    reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : '');
    reader.onerror = () => reject(reader.error ?? new Error('unreadable'));
    reader.readAsDataURL(new Blob([new Uint8Array(content)], { type: 'image/png' }));
  });
}
