import type { AppClient } from '#contract/contract.ts';
import type { PortalItem } from '#contract/portals.ts';
import type { TextKey } from '#texts/format.ts';
import { attempt } from '../../lib/notes.svelte.ts';

/** A portal on its way to be connected. The pasted address is a secret: it is kept nowhere but here. */
export class AddPortalModel {
  kind = $state<'webhook' | 'oauth'>('webhook');
  name = $state('');
  url = $state('');
  domain = $state('');
  clientId = $state('');
  clientSecret = $state('');
  code = $state('');
  host = $state<string>();
  problem = $state<TextKey>();
  isBusy = $state(false);

  readonly #client: AppClient;
  #asked = 0;

  constructor(client: AppClient) {
    this.#client = client;
  }

  get isReady(): boolean {
    return this.kind === 'webhook'
      ? this.host !== undefined && this.name.trim() !== ''
      : [this.name, this.domain, this.clientId, this.clientSecret].every((text) => text.trim() !== '');
  }

  /** Judges the address as it is pasted; the portal names itself after its host until a name is typed. */
  async paste(url: string): Promise<void> {
    this.url = url;
    const asked = ++this.#asked;
    const answer = url.trim() === '' ? undefined : await attempt(this.#client.portals.parseWebhook(url));
    if (asked !== this.#asked) return;
    this.host = answer !== undefined && 'host' in answer ? answer.host : undefined;
    this.problem = answer !== undefined && 'problem' in answer ? `webhook.${answer.problem}` : undefined;
    if (this.host !== undefined && this.name === '') this.name = this.host.split('.')[0] ?? '';
  }

  async connect(): Promise<PortalItem | undefined> {
    this.isBusy = true;
    const { portals } = this.#client;
    const name = this.name.trim();
    const portal = await attempt(
      this.kind === 'webhook'
        ? portals.addWebhook({ name, url: this.url })
        : portals.signIn({
            name,
            domain: this.domain,
            clientId: this.clientId,
            clientSecret: this.clientSecret,
          }),
    );
    this.isBusy = false;
    return portal;
  }

  async useCode(): Promise<void> {
    await attempt(this.#client.portals.pasteCode({ name: this.name.trim(), code: this.code.trim() }));
  }

  /** Ends a sign-in that is under way. What was typed stays. */
  async giveUp(): Promise<void> {
    if (this.isBusy && this.kind === 'oauth')
      await attempt(this.#client.portals.cancelSignIn(this.name.trim()));
  }
}
