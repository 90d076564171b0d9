import type { AppClient } from '#contract/contract.ts';
import type { ChartDay, HistoryFilters } from '#contract/uploads.ts';
import { attempt } from '../../../lib/notes.svelte.ts';

const DAYS = 30;

/** What was delivered on each of the last days. */
export class ChartModel {
  isOpen = $state(false);
  days = $state.raw<readonly ChartDay[]>();

  readonly #client: AppClient;

  constructor(client: AppClient) {
    this.#client = client;
  }

  async load(filters: HistoryFilters): Promise<void> {
    const days = await attempt(this.#client.uploads.chart({ filters, days: DAYS }));
    if (days !== undefined) this.days = days;
  }
}
