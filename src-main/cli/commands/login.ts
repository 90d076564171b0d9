import { createInterface } from 'node:readline/promises';
import { signIn } from '#bitrix24/oauth/sign-in.ts';
import { openTokenStore } from '#bitrix24/oauth/token-store.ts';
import { createNetworks } from '#bitrix24/http/networks.ts';
import { oauthClient, oauthOrigin, tokenFile } from '#bitrix24/client/open-access.ts';
import { tokenEndpointFor } from '#bitrix24/portals.ts';
import { requireDataFolder } from '../data-folder.ts';
import { Refusal } from '../refusal.ts';
import { loadSettings, type SettingsOptions } from '../settings.ts';
import { print } from '../terminal.ts';
import { portalNamed } from '../with-portal.ts';

export interface LoginOptions extends SettingsOptions {
  readonly portal?: string | undefined;
}

/**
 * Signs in to an OAuth portal on its own page. On a machine without a browser the page is opened elsewhere, and
 * the code it shows is pasted here; it lives for 30 seconds.
 */
export async function login(options: LoginOptions): Promise<number> {
  const { config } = loadSettings(options);
  const spec = portalNamed(config, options.portal);
  const { credentials } = spec;
  if (credentials.type !== 'oauth')
    throw new Refusal(`${spec.name} is entered by its webhook: no login is needed`);

  requireDataFolder(config.dataDir);
  const store = openTokenStore(tokenFile(config.dataDir, spec.name));
  const input = createInterface({ input: process.stdin });
  try {
    await signIn({
      ...tokenEndpointFor(spec, createNetworks()),
      origin: oauthOrigin(spec.name, credentials),
      client: oauthClient(credentials),
      store,
      openBrowser: (url) =>
        print(`Open this page in a browser and agree:\n${url}\n\nIf it shows a code, paste it here:`),
      pastedCode: firstLine(input),
      signal: new AbortController().signal,
    });
    print(`Signed in to ${spec.name}.`);
    return 0;
  } finally {
    input.close();
    store.close();
  }
}

/** Never resolves when the input ends without a line: the browser may still come back. */
function firstLine(input: ReturnType<typeof createInterface>): Promise<string> {
  return new Promise((resolve) => input.once('line', resolve));
}
