import type { Secret } from '#domain/secret.ts';
import type { Webhook } from '#domain/webhook-url.ts';

/** What a request needs to be heard: the address up to the method, and for OAuth the token in its body. */
export interface Authorization {
  /** Ends with `/`; with a webhook its path is the secret. */
  readonly endpoint: URL;
  readonly token: Secret | undefined;
}

/** A way into a portal. */
export interface Access {
  readonly kind: 'webhook' | 'oauth';
  /** @throws AppError `portal.sign-in-again` when there is nothing to sign with */
  authorize(signal: AbortSignal): Promise<Authorization>;
  /**
   * Gets a new token in place of `refused`, unless somebody else has done so meanwhile.
   * @throws AppError `portal.sign-in-again` or a `network.*` code
   */
  renew(refused: Secret | undefined, signal: AbortSignal): Promise<void>;
}

/** Access by an incoming webhook: nothing to renew. */
export function webhookAccess(webhook: Webhook): Access {
  const endpoint = new URL(`/rest/${webhook.userId}/${webhook.code.reveal()}/`, webhook.origin);
  return {
    kind: 'webhook',
    authorize: () => Promise.resolve({ endpoint, token: undefined }),
    renew: () => Promise.resolve(),
  };
}
