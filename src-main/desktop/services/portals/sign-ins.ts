import { AppError } from '#domain/errors.ts';
import type { Secret } from '#domain/secret.ts';
import type { PortalSpec } from '#config/engine-config.ts';
import { signIn } from '#bitrix24/oauth/sign-in.ts';
import { openTokenStore, type Seal } from '#bitrix24/oauth/token-store.ts';
import { createNetworks } from '#bitrix24/http/networks.ts';
import { tokenFile } from '#bitrix24/client/open-access.ts';
import { tokenEndpointFor } from '#bitrix24/portals.ts';

interface Pending {
  readonly paste: (code: string) => void;
  readonly abort: AbortController;
}

export interface SignInRequest {
  readonly spec: PortalSpec;
  readonly origin: string;
  readonly client: { readonly clientId: string; readonly clientSecret: Secret };
  readonly dataDir: string;
  readonly seal: Seal;
  readonly openBrowser: (url: string) => Promise<void>;
}

/** Sign-ins under way: one for each portal, in the system's browser. */
export class SignIns {
  readonly #pending = new Map<string, Pending>();

  /** Resolves when the user has allowed it and the tokens are on disk. @throws AppError `portal.sign-in-again` */
  async start({ spec, origin, client, dataDir, seal, openBrowser }: SignInRequest): Promise<void> {
    this.cancel(spec.name);
    const pasted = Promise.withResolvers<string>();
    const abort = new AbortController();
    this.#pending.set(spec.name, { paste: pasted.resolve, abort });
    const store = openTokenStore(tokenFile(dataDir, spec.name), seal);
    try {
      await signIn({
        ...tokenEndpointFor(spec, createNetworks()),
        origin,
        client,
        store,
        openBrowser,
        pastedCode: pasted.promise,
        signal: abort.signal,
      });
    } finally {
      store.close();
      this.#pending.delete(spec.name);
    }
  }

  /** Passes on the code that a portal without redirect has shown. @throws AppError if no sign-in runs */
  paste(portal: string, code: string): void {
    const pending = this.#pending.get(portal);
    if (pending === undefined) throw new AppError('portal.sign-in-again', 'nobody is signing in');
    pending.paste(code);
  }

  cancel(portal: string): void {
    this.#pending.get(portal)?.abort.abort();
  }
}
