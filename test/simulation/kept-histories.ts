import type { History, Operation } from './operations.ts';

/** Histories that once broke a promise, by what went wrong; shrunk, and kept for good. */
export const KEPT: Readonly<Record<string, History>> = {
  'a file rewritten after a refusal: its delivery kept the hash of the version that was refused': of(
    { canRead: false },
    [
      { do: 'mishap', mishap: { type: 'refused', code: 'bot.unknown' } },
      { do: 'mishap', mishap: { type: 'slow', ms: 60_000 } },
      { do: 'write', file: 1, size: 8 },
      { do: 'pass', ms: 66_000 },
      { do: 'write', file: 1, size: 8 },
      { do: 'pass', ms: 31_000 },
      { do: 'kill', ms: 5 },
    ],
  ),
  'a mended bot after a restart: its uploads were free, and nobody served their dialog': of({}, [
    { do: 'mishap', mishap: { type: 'refused', code: 'bot.unknown' } },
    { do: 'replace', file: 5, size: 9 },
    { do: 'pass', ms: 31_000 },
    { do: 'pass', ms: 31_000 },
    { do: 'stop', ms: 300 },
  ]),
  'a clock set back by a year: what waited for its look waited for a year': of({}, [
    { do: 'mishap', mishap: { type: 'late', ms: 500 } },
    { do: 'write', file: 3, size: 10 },
    { do: 'pass', ms: 66_000 },
    { do: 'jump', ms: -31_536_000_000 },
  ]),
  'the same with a kill, so that nobody saw the clock jump': of({}, [
    { do: 'mishap', mishap: { type: 'late', ms: 500 } },
    { do: 'write', file: 3, size: 10 },
    { do: 'pass', ms: 66_000 },
    { do: 'jump', ms: -31_536_000_000 },
    { do: 'kill', ms: 300 },
  ]),
  'a clock set forward: the chat was looked at before the portal had finished': of({}, [
    { do: 'mishap', mishap: { type: 'late', ms: 60_000 } },
    { do: 'write', file: 0, size: 8 },
    { do: 'pass', ms: 31_000 },
    { do: 'pass', ms: 5_300 },
    { do: 'jump', ms: 3_600_000 },
    { do: 'pass', ms: 10 },
  ]),
  'a retry that waited when the clock was set back waited for hours': of({ canRead: false }, [
    { do: 'replace', file: 3, size: 8 },
    { do: 'deaf', times: 3 },
    { do: 'stop', ms: 5_300 },
    { do: 'pass', ms: 6_000 },
    { do: 'jump', ms: -31_536_000_000 },
    { do: 'kill', ms: 5_300 },
  ]),
  'a newer version took the place of an upload of which nobody could tell whether it had arrived': of(
    { canRead: false },
    [
      { do: 'mishap', mishap: { type: 'late', ms: 20_000 } },
      { do: 'replace', file: 1, size: 8 },
      { do: 'pass', ms: 300_000 },
      { do: 'write', file: 1, size: 9 },
    ],
  ),
  'a delivered file renamed over a queued one went out again under the other name': of({}, [
    { do: 'replace', file: 3, size: 9 },
    { do: 'write', file: 2, size: 8 },
    { do: 'write', file: 0, size: 9 },
    { do: 'stop', ms: 1_000 },
    { do: 'pass', ms: 5_300 },
    { do: 'rename', file: 3, to: 0 },
  ]),
  'two delivered files renamed in a row, one of them locked: it went out again': of({}, [
    { do: 'write', file: 0, size: 8 },
    { do: 'replace', file: 2, size: 10 },
    { do: 'pass', ms: 300_000 },
    { do: 'rename', file: 2, to: 1 },
    { do: 'rename', file: 0, to: 2 },
    { do: 'lock', file: 1 },
    { do: 'pass', ms: 300_000 },
  ]),
  'the same a year later by the clock': of({ changed: 'send', canRead: false }, [
    { do: 'replace', file: 3, size: 9 },
    { do: 'stop', ms: 31_000 },
    { do: 'pass', ms: 5_300 },
    { do: 'stop', ms: 5_300 },
    { do: 'deaf', times: 3 },
    { do: 'rename', file: 3, to: 0 },
    { do: 'jump', ms: 31_536_000_000 },
    { do: 'write', file: 2, size: 9 },
    { do: 'kill', ms: 7_000 },
    { do: 'pass', ms: 6_000 },
    { do: 'rename', file: 0, to: 2 },
  ]),
  'an attempt met the new version before the watch did, which then queued it once more': of(
    { canRead: false },
    [
      { do: 'offline' },
      { do: 'replace', file: 3, size: 8 },
      { do: 'mishap', mishap: { type: 'internal', isPosted: true } },
      { do: 'pass', ms: 66_000 },
      { do: 'hurry' },
      { do: 'replace', file: 3, size: 10 },
      { do: 'online' },
      { do: 'pass', ms: 300_000 },
    ],
  ),
  'an undecided upload was renamed with its file, so that nobody found it under its name in the chat': of(
    { changed: 'send', canRead: false },
    [
      { do: 'replace', file: 3, size: 9 },
      { do: 'mishap', mishap: { type: 'late', ms: 58_000 } },
      { do: 'pass', ms: 300_000 },
      { do: 'rename', file: 3, to: 1 },
    ],
  ),
  'a file that may be in the chat was renamed over a queued one, which sent it again': of(
    { canRead: false },
    [
      { do: 'mishap', mishap: { type: 'late', ms: 10 } },
      { do: 'write', file: 3, size: 8 },
      { do: 'kill', ms: 5 },
      { do: 'write', file: 2, size: 8 },
      { do: 'pass', ms: 66_000 },
      { do: 'rename', file: 3, to: 2 },
      { do: 'pass', ms: 6_000 },
      { do: 'pass', ms: 6_000 },
    ],
  ),
  'a file that was gone before it was sent, and came back changed, passed for one that was sent': of(
    { canRead: false },
    [
      { do: 'mishap', mishap: { type: 'late', ms: 10 } },
      { do: 'mishap', mishap: { type: 'refused', code: 'portal.busy' } },
      { do: 'write', file: 4, size: 8 },
      { do: 'write', file: 2, size: 8 },
      { do: 'kill', ms: 5 },
      { do: 'pass', ms: 6_000 },
      { do: 'rename', file: 2, to: 4 },
      { do: 'pass', ms: 66_000 },
      { do: 'write', file: 2, size: 8 },
    ],
  ),
  'a file was renamed while its upload, which had met a newer version than the watch, could not tell': of(
    { changed: 'send', canRead: false },
    [
      { do: 'replace', file: 3, size: 8 },
      { do: 'mishap', mishap: { type: 'internal', isPosted: false } },
      { do: 'pass', ms: 6000 },
      { do: 'kill-at-commit', count: 3 },
      { do: 'write', file: 4, size: 8 },
      { do: 'mishap', mishap: { type: 'late', ms: 10 } },
      { do: 'pass', ms: 31000 },
      { do: 'write', file: 3, size: 8 },
      { do: 'pass', ms: 31000 },
      { do: 'rename', file: 3, to: 0 },
    ],
  ),
};

function of(
  { changed = 'ignore', canRead = true }: Partial<History>,
  operations: readonly Operation[],
): History {
  return { seed: 8, changed, canRead, operations };
}
