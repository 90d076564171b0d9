import type { AppClient } from '#contract/contract.ts';
import type { BotItem, PortalItem } from '#contract/portals.ts';

/** The portals and bots there are, as they stand. */
export class PortalList {
  portals = $state.raw<readonly PortalItem[]>();
  bots = $state.raw<readonly BotItem[]>();

  readonly #client: AppClient;
  readonly #closers: (() => void)[] = [];

  constructor(client: AppClient) {
    this.#client = client;
  }

  async open(): Promise<void> {
    const { portals, bots } = this.#client;
    this.#closers.push(
      portals.on('changed', (all) => (this.portals = all)),
      portals.on('verdict', ({ portal, verdict }) => {
        this.portals = this.portals?.map((one) =>
          one.name === portal
            ? { ...one, verdicts: one.verdicts.map((line) => (line.id === verdict.id ? verdict : line)) }
            : one,
        );
      }),
      bots.on('changed', (all) => (this.bots = all)),
    );
    const [allPortals, allBots] = await Promise.all([portals.list(), bots.list()]);
    this.portals ??= allPortals;
    this.bots ??= allBots;
  }

  close(): void {
    for (const close of this.#closers.splice(0)) close();
  }
}
