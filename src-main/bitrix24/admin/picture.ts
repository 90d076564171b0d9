import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Network } from '../http/network.ts';

export interface PictureDeps {
  /** `https://portal.example` */
  readonly origin: string;
  readonly network: Pick<Network, 'calls' | 'secureContext'>;
  readonly userAgent: string;
}

/** Larger ones are no avatars. */
const LARGEST_BYTES = 200_000;

/** How each kind that is shown begins. SVG is none of them: it can hold scripts and addresses. */
const KINDS = [
  { type: 'image/png', begins: [0x89, 0x50, 0x4e, 0x47] },
  { type: 'image/jpeg', begins: [0xff, 0xd8, 0xff] },
  { type: 'image/gif', begins: [0x47, 0x49, 0x46, 0x38] },
  { type: 'image/webp', begins: [0x52, 0x49, 0x46, 0x46] },
] as const;

/**
 * A small picture of the portal's own host as a `data:` URL; undefined for anything else. Nothing that lets anybody
 * in goes along, and no redirect is followed: the address comes from the portal, and may have been somebody's.
 * @throws the system's error when the host cannot be reached
 */
export async function fetchPicture(
  { origin, network, userAgent }: PictureDeps,
  address: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const url = URL.parse(address, origin);
  if (url?.origin !== origin || url.username !== '' || url.password !== '') return undefined;
  const { calls: agent, secureContext } = network;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const options = {
      agent,
      signal,
      rejectUnauthorized: true,
      headers: { Accept: 'image/*', 'User-Agent': userAgent },
      ...(secureContext === undefined ? {} : { secureContext }),
    };
    const request = url.protocol === 'https:' ? httpsRequest(url, options) : httpRequest(url, options);
    request.once('response', resolve).once('error', reject).end();
  });
  const content = response.statusCode === 200 ? await readSmall(response) : undefined;
  response.destroy();
  const kind = KINDS.find(({ begins }) => begins.every((byte, at) => content?.[at] === byte));
  return kind && content && `data:${kind.type};base64,${content.toString('base64')}`;
}

async function readSmall(response: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LARGEST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
