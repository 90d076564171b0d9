import type { TextKey } from '#texts/format.ts';

export const AVATAR_TYPES: readonly string[] = ['image/png', 'image/jpeg'];
/** What a portal takes for a bot, longer edge. */
const MOST_PIXELS = 5_000;
/** As a `data:` URL it has to fit through the contract. */
const MOST_BYTES = 1_400_000;

export type AvatarFile = { readonly picture: string } | { readonly problem: TextKey };

/** The picture as a `data:` URL, or why a portal would refuse it. */
export async function readAvatar(file: File): Promise<AvatarFile> {
  if (!AVATAR_TYPES.includes(file.type)) return { problem: 'bots.avatarType' };
  if (file.size > MOST_BYTES) return { problem: 'bots.avatarBytes' };
  const picture = await dataUrlOf(file);
  const image = new Image();
  image.src = picture;
  try {
    await image.decode();
  } catch {
    // Named as a picture, but none: the portal would say so too.
    return { problem: 'bots.avatarType' };
  }
  const isTooLarge = Math.max(image.naturalWidth, image.naturalHeight) > MOST_PIXELS;
  return isTooLarge ? { problem: 'bots.avatarPixels' } : { picture };
}

function dataUrlOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      if (typeof reader.result === 'string') resolve(reader.result);
    };
    reader.onerror = () => {
      reject(reader.error ?? new Error('unreadable'));
    };
    reader.readAsDataURL(file);
  });
}
