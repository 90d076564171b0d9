import { expect, vi } from 'vitest';
import { SEED_APP } from '#sandbox/store/seed.ts';
import type { Reader } from '../support/reader.ts';
import type { Step } from '../support/step.ts';

/** What stands in a configuration for a portal entered by OAuth. */
export function oauthPortal({ portal }: Reader) {
  const oauth = { domain: portal.url, clientId: SEED_APP.id, clientSecret: SEED_APP.secret };
  return { portals: [{ name: 'office', oauth }] };
}

export const SIGN_IN: Step = {
  prints: /Open this page in a browser and agree:\n\S+\n/,
  meanwhile: async ({ shell }) => {
    const url = new URL(/http\S+\/oauth\/authorize\/\S+/.exec(shell.printed())?.[0] ?? '');
    // What a browser does when the user agrees.
    const body = new URLSearchParams({ ...Object.fromEntries(url.searchParams), answer: 'allow' });
    await fetch(new URL(url.pathname, url.origin), { method: 'POST', body });
    await vi.waitFor(() => expect(shell.printed()).toContain('Signed in to office.'), 10_000);
    return 'ends';
  },
};
