import type { TextKey } from '#texts/format.ts';

export const AVATAR_TYPES: readonly string[] = ['image/png', 'image/jpeg'];
/** Twice as large as the largest a portal shows. */
const EDGE_PIXELS = 320;

export type AvatarFile = { readonly picture: string } | { readonly problem: TextKey };

/** The middle square of a picture, made small, as a `data:` URL: no photo is too large for a portal then. */
export async function readAvatar(file: File): Promise<AvatarFile> {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (context === null || !AVATAR_TYPES.includes(file.type)) return { problem: 'bots.avatarType' };
  try {
    const image = await createImageBitmap(file);
    const side = Math.min(image.width, image.height);
    canvas.width = canvas.height = Math.min(side, EDGE_PIXELS);
    context.imageSmoothingQuality = 'high';
    const [left, top] = [(image.width - side) / 2, (image.height - side) / 2];
    context.drawImage(image, left, top, side, side, 0, 0, canvas.width, canvas.height);
    image.close();
  } catch {
    // Named as a picture, but none.
    return { problem: 'bots.avatarType' };
  }
  return { picture: canvas.toDataURL(file.type, 0.92) };
}
