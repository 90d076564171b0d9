import type { AppHandlers } from '#contract/contract.ts';
import type { Desk } from '../desk.ts';

export function updateHandlers({ updates }: Desk): AppHandlers['updates'] {
  return {
    state: () => updates.state,
    check: () => updates.check(),
    // Fetching takes minutes; the window hears of its progress.
    download: () => void updates.download(),
    restart: () => updates.restart(),
  };
}
