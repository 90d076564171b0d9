import { keptHistory as of } from './kept-history.ts';
import type { History } from './operations.ts';

/** Histories of what the user wants held back, or done with what is delivered, by what went wrong once. */
export const KEPT_RESTRAINTS: Readonly<Record<string, History>> = {
  'a clock set back by a year: a watch at its cap stood still for a year': of({ cap: 1, before: [0, 1] }, [
    { do: 'pass', ms: 6_000 },
    { do: 'jump', ms: -31_536_000_000 },
  ]),
  'a look that began before a file was thrown away kept the next one of its name from being sent': of(
    { seed: 1122539278, canRead: false, before: [2, 7], listMs: 300, after: 'trash', firstCommits: 6 },
    [
      { do: 'write', file: 0, size: 10 },
      { do: 'pause', watch: 0, ms: 1000 },
      { do: 'pass', ms: 31000 },
      { do: 'pass', ms: 6000 },
      { do: 'stop', ms: 7000 },
      { do: 'pass', ms: 6000 },
      { do: 'write', file: 0, size: 9 },
    ],
  ),
  'an upload that had failed asked about the chat once more, for nothing, while the next was chosen': of(
    { seed: 206986429, changed: 'send', canRead: false, existing: 'new', answerMs: 2 },
    [
      { do: 'deaf', times: 3 },
      { do: 'replace', file: 6, size: 9 },
      { do: 'replace', file: 1, size: 10 },
      { do: 'replace', file: 0, size: 8 },
      { do: 'kill', ms: 1000 },
      { do: 'mishap', mishap: { type: 'broken' } },
      { do: 'pass', ms: 100 },
      { do: 'pass', ms: 6000 },
    ],
  ),
  'a delivered file was rewritten before it was thrown away, and its upload never said why it stays': of(
    { existing: 'new', before: [2], listMs: 2_000, after: 'trash' },
    [
      { do: 'offline' },
      { do: 'write', file: 3, size: 8 },
      { do: 'pass', ms: 300_000 },
      { do: 'write', file: 2, size: 8 },
      { do: 'write', file: 3, size: 8 },
    ],
  ),
};
