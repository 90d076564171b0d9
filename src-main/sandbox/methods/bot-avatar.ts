import { textParam, type Params } from '../request/params.ts';
import { pictureType, pngEdge } from '../store/picture.ts';
import { refuse } from './refusal.ts';

const MAX_EDGE = 5_000;

/** The picture among a bot's properties, Base64 without a `data:` prefix; undefined where none is sent. */
export function avatarParam(properties: Params): string | undefined {
  const avatar = textParam(properties, 'avatar');
  if (avatar === '') return undefined;
  const content = Buffer.from(avatar, 'base64');
  if (avatar.startsWith('data:') || pictureType(content) === undefined) {
    throw refuse('BOT_AVATAR_INCORRECT_TYPE');
  }
  if (pngEdge(content) > MAX_EDGE) throw refuse('BOT_AVATAR_INCORRECT_SIZE');
  return avatar;
}
