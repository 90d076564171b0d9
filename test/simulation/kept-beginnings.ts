import { keptHistory as of } from './kept-history.ts';
import type { History } from './operations.ts';

/** Histories of watches that send what comes from now on, by what went wrong once. */
export const KEPT_BEGINNINGS: Readonly<Record<string, History>> = {
  'a first look was killed, and what had come since it began passed for old': of(
    { existing: 'new', before: [0], listMs: 2_000 },
    [
      { do: 'pass', ms: 1_000 },
      { do: 'kill', ms: 5_300 },
      { do: 'write', file: 2, size: 8 },
      { do: 'kill', ms: 5_300 },
      { do: 'write', file: 4, size: 8 },
    ],
  ),
  'a file that came in the millisecond in which it was looked at passed for old': of(
    { existing: 'new', firstCommits: 1 },
    [{ do: 'write', file: 0, size: 8 }],
  ),
  'a drive was pulled in its first look: back again, what it had hidden passed for new': of(
    { existing: 'new', before: [2], listMs: 2_000 },
    [
      { do: 'pass', ms: 5_300 },
      { do: 'unplug', watch: 0 },
      { do: 'pass', ms: 31_000 },
    ],
  ),
  'an old file was renamed over one whose upload was in doubt, which sent it': of(
    { existing: 'new', before: [1], canRead: false },
    [
      { do: 'write', file: 3, size: 8 },
      { do: 'kill', ms: 5 },
      { do: 'mishap', mishap: { type: 'lost' } },
      { do: 'pass', ms: 31_000 },
      { do: 'rename', file: 1, to: 3 },
    ],
  ),
};
