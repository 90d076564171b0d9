import { expect, test } from 'vitest';
import { createPictureOf, thumbnailOf } from '../../src-renderer/features/history/thumbnails.ts';

async function picture(width: number, height: number): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.fillRect(0, 0, width, height);
  return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
}

/** The same file with another size in its head, which is all a decoder has read when the size is asked for. */
function claiming(png: Uint8Array, width: number, height: number): Uint8Array {
  const forged = png.slice();
  const view = new DataView(forged.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  view.setUint32(29, crc(forged.subarray(12, 29)));
  return forged;
}

function crc(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

const sizeOf = async (address: string) => {
  const image = new Image();
  image.src = address;
  await image.decode();
  return [image.naturalWidth, image.naturalHeight];
};

test('a picture is shrunk, its proportions stay', async () => {
  const found = await thumbnailOf(await picture(1_000, 500));
  expect(found).toMatch(/^data:image\/webp;/);
  expect(await sizeOf(found ?? '')).toEqual([128, 64]);
});

test('pictures that are broken, hostile or none have no preview', async () => {
  const png = await picture(10, 10);
  expect(await thumbnailOf(claiming(png, 60_000, 60_000))).toBeUndefined();
  expect(await thumbnailOf(claiming(png, 10_000, 5_001))).toBeUndefined();
  expect(await thumbnailOf(png.subarray(0, 20))).toBeUndefined();
  expect(await thumbnailOf(new Uint8Array(1_000))).toBeUndefined();
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';
  expect(await thumbnailOf(new TextEncoder().encode(svg))).toBeUndefined();
});

test('pictures are made one after another, and none for a row that has left the screen', async () => {
  const asked: number[] = [];
  const png = await picture(10, 10);
  const pictureOf = createPictureOf({
    picture: async (id) => {
      asked.push(id);
      if (id === 1) throw new Error('gone');
      return Promise.resolve(png);
    },
  });

  const found = await Promise.all([
    pictureOf(1, () => true),
    pictureOf(2, () => false),
    pictureOf(3, () => true),
  ]);

  expect(asked).toEqual([1, 3]);
  expect(found.map((one) => one !== undefined)).toEqual([false, false, true]);
});
