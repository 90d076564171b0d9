import { readdirSync } from 'node:fs';
import { expect } from 'vitest';
import type { Reader } from '../support/reader.ts';
import type { Step } from '../support/step.ts';

const FOUR_DELIVERED = /IM_DIALOG=chat5\nThe folder {2}\S.*\n(?:[^]*? delivered, ){4}/;

/** "Ctrl+C ends it and removes everything." */
export const DEMO: Step = {
  prints: FOUR_DELIVERED,
  meanwhile: () => undefined,
  after: leavesNothing,
};

export const DEMO_ONCE: Step = { prints: FOUR_DELIVERED, after: leavesNothing };

export const RUN: Step = { prints: /watch scans {2}watching/, meanwhile: () => undefined };

export const SANDBOX: Step = {
  prints: /A chatdrop\.json for it:[^]*Ctrl\+C ends it\./,
  meanwhile: () => undefined,
  after: leavesNothing,
};

export const DIAGNOSTICS: Step = {
  prints: /^chatdrop-diagnostics\.tar\.gz, .* look through it before you send it to anybody$/m,
};

/** Of whatever machine this is: most have none. */
export const POLICY: Step = { prints: /^(?:no policy: there is no |in force: )\S*policy\.json$/m };

export const DOCTOR: Step = { prints: /^office: credentials ok$/m };

export const CHECK: Step = { prints: /scanner in chat5 +ok/ };

function leavesNothing(reader: Reader): void {
  // npm and Vite keep caches of their own there.
  const left = readdirSync(reader.temporary).filter((name) => name.startsWith('chatdrop'));
  expect(left).toEqual([]);
}
