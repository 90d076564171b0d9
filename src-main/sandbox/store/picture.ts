import { createHash } from 'node:crypto';
import type { User } from './records.ts';

/** How the kinds of pictures begin that a portal shows. */
const KINDS = [
  { type: 'image/png', begins: [0x89, 0x50, 0x4e, 0x47] },
  { type: 'image/jpeg', begins: [0xff, 0xd8, 0xff] },
  { type: 'image/gif', begins: [0x47, 0x49, 0x46, 0x38] },
] as const;

/** What kind of picture it is; undefined for anything else. */
export function pictureType(content: Buffer): string | undefined {
  return KINDS.find(({ begins }) => begins.every((byte, at) => content[at] === byte))?.type;
}

/** The longer edge of a PNG, in pixels; 0 for other kinds, whose headers are not read. */
export function pngEdge(content: Buffer): number {
  const isPng = pictureType(content) === 'image/png' && content.length >= 24;
  return isPng ? Math.max(content.readUInt32BE(16), content.readUInt32BE(20)) : 0;
}

/** Where the portal serves somebody's picture; another one has another address. `''` without one. */
export function avatarAddress({ id, avatar }: User): string {
  if (avatar === undefined) return '';
  return `/online/avatar/${id}/${createHash('sha256').update(avatar).digest('hex').slice(0, 12)}`;
}
