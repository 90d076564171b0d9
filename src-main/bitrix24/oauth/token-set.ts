import { z } from 'zod';

import { Secret } from '#domain/secret.ts';

import { parseObject } from '../client/rest-answer.ts';

/** What an application holds to act for a user on one portal. */
export interface TokenSet {
  readonly accessToken: Secret;
  readonly refreshToken: Secret;
  /** Path of the portal's REST interface, `/rest/`; the host is always the one the user agreed to. */
  readonly endpointPath: string;
  /** Origin of the authorization server that issued the tokens, and alone can renew them. */
  readonly authServer: string;
  /** Identity of the portal, whatever it is called. */
  readonly memberId: string;
  readonly userId: number | undefined;
}

const stored = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  endpointPath: z.string(),
  authServer: z.string(),
  memberId: z.string(),
  userId: z.number().optional(),
});

/** The tokens as text with their secrets in clear, for a store that guards it. */
export function tokensToText(tokens: TokenSet): string {
  return JSON.stringify({
    ...tokens,
    accessToken: tokens.accessToken.reveal(),
    refreshToken: tokens.refreshToken.reveal(),
  } satisfies z.input<typeof stored>);
}

/** Reads `tokensToText` back; undefined for anything else, which is as good as no tokens. */
export function tokensFromText(text: string): TokenSet | undefined {
  const parsed = stored.safeParse(parseObject(text));
  if (!parsed.success) return undefined;
  const { accessToken, refreshToken, userId, ...rest } = parsed.data;
  return { ...rest, userId, accessToken: new Secret(accessToken), refreshToken: new Secret(refreshToken) };
}
