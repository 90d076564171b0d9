import { readFileSync, statSync } from 'node:fs';
import { Refusal } from './refusal.ts';

/** A portal takes up to 5,000 pixels a side; no sensible picture of that size is larger. */
const MAX_BYTES = 2_000_000;
const BEGINNINGS = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
] as const;

/** A bot's picture as the API wants it, or nothing where no file is named. @throws Refusal */
export function avatarFrom(file: string | undefined): { readonly avatar?: string } {
  if (file === undefined) return {};
  const content = contentOf(file);
  const isPicture = BEGINNINGS.some((bytes) => bytes.every((byte, at) => content[at] === byte));
  if (!isPicture) throw new Refusal(`--avatar: ${file} is no PNG or JPEG`);
  return { avatar: content.toString('base64') };
}

function contentOf(file: string): Buffer {
  try {
    if (statSync(file).size > MAX_BYTES) throw new Refusal(`--avatar: ${file} is larger than 2 MB`);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`--avatar: ${file} cannot be read`);
  }
}
