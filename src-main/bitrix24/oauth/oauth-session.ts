import { AppError } from '#domain/errors.ts';
import type { Secret } from '#domain/secret.ts';

import type { Access, Authorization } from '../client/access.ts';
import { requestTokens, type Client, type TokenEndpointDeps } from './token-endpoint.ts';
import type { TokenSet } from './token-set.ts';
import type { TokenStore } from './token-store.ts';

export interface OAuthSessionDeps extends TokenEndpointDeps {
  /** The portal the user agreed to: tokens go nowhere else, whatever an answer says. */
  readonly origin: string;
  readonly client: Client;
  readonly store: TokenStore;
}

/**
 * Access by OAuth. Tokens are renewed only when the portal found them expired (renewing by the clock may get an
 * application blocked, reference 4.2), once for all who wait, in this and in every other process; new ones are
 * on disk before they are used.
 */
export class OAuthSession implements Access {
  readonly kind = 'oauth';
  readonly #parts: OAuthSessionDeps;
  #tokens: TokenSet | undefined;
  #renewing: Promise<void> | undefined;

  constructor(parts: OAuthSessionDeps) {
    this.#parts = parts;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- what it throws has to be a rejection
  async authorize(): Promise<Authorization> {
    this.#tokens ??= this.#parts.store.load();
    if (this.#tokens === undefined) throw new AppError('portal.sign-in-again', 'nobody has signed in yet');
    const endpoint = new URL(this.#tokens.endpointPath, this.#parts.origin);
    if (!endpoint.pathname.endsWith('/')) endpoint.pathname += '/';
    return { endpoint, token: this.#tokens.accessToken };
  }

  /** A signal ends only the waiting: the renewal itself is seen through, or its tokens would be lost. */
  async renew(refused: Secret | undefined, signal: AbortSignal): Promise<void> {
    this.#renewing ??= this.#renewOnce(refused).finally(() => (this.#renewing = undefined));
    await unlessAborted(this.#renewing, signal);
  }

  /** Resolves when no renewal is under way, so that a process may end. */
  async settled(): Promise<void> {
    // Whoever asked for it has been told how it ended.
    await this.#renewing?.catch(() => undefined);
  }

  async #renewOnce(refused: Secret | undefined): Promise<void> {
    const { store, client } = this.#parts;
    await store.exclusively(async () => {
      const current = store.load();
      if (current === undefined) throw new AppError('portal.sign-in-again', 'the tokens are gone');
      // Another process, or somebody who signed in again, was faster.
      if (current.accessToken.reveal() !== refused?.reveal()) {
        this.#tokens = current;
        return;
      }
      const grant = { type: 'refresh_token', refreshToken: current.refreshToken } as const;
      const fresh = await requestTokens(this.#parts, current.authServer, client, grant);
      if (current.memberId !== '' && fresh.memberId !== current.memberId) {
        throw new AppError('portal.sign-in-again', 'the tokens belong to another portal');
      }
      store.save(fresh);
      this.#tokens = fresh;
    });
  }
}

async function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const abort = () =>
    aborted.reject(new AppError('network.interrupted', 'told to stop', { cause: signal.reason }));
  signal.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
