import type { AppHandlers } from '#contract/contract.ts';
import type { AppContext } from '../app-context.ts';

export function updateHandlers({ updates }: AppContext): AppHandlers['updates'] {
  return {
    state: () => updates.state,
    check: () => updates.check(),
    // Fetching takes minutes; the window hears of its progress.
    download: () => void updates.download(),
    restart: () => updates.restart(),
  };
}
