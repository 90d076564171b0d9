import fc from 'fast-check';
import type { ErrorCode } from '#domain/errors.ts';
import type { Mishap } from './sim-server.ts';

/** What a history is made of. Files are numbers: 4 and 5 lie in the second watch, the others in the first. */
export type Operation =
  | { readonly do: 'write' | 'replace'; readonly file: number; readonly size: number }
  | { readonly do: 'rename'; readonly file: number; readonly to: number }
  | { readonly do: 'remove' | 'lock' | 'unlock'; readonly file: number }
  | { readonly do: 'unplug' | 'plug'; readonly watch: number }
  | { readonly do: 'pass' | 'jump' | 'kill' | 'stop'; readonly ms: number }
  | { readonly do: 'kill-at-commit'; readonly count: number }
  | { readonly do: 'mishap'; readonly mishap: Mishap }
  | { readonly do: 'deaf'; readonly times: number }
  | { readonly do: 'chatter'; readonly watch: number }
  /** Of everything where no watch is named; until it is resumed where there is no time. */
  | { readonly do: 'pause'; readonly watch?: number; readonly ms?: number }
  | { readonly do: 'resume'; readonly watch?: number }
  | { readonly do: 'offline' | 'online' | 'disk-full' | 'disk-free' | 'hurry' };

export interface History {
  /** Of the engine's own chance: jitter. */
  readonly seed: number;
  readonly changed: 'ignore' | 'send';
  readonly canRead: boolean;
  /** What the watches do with files that are there when they begin, and which are. */
  readonly existing: 'all' | 'new';
  readonly before: readonly number[];
  readonly drive: 'local' | 'network';
  /** How long listing a folder takes. */
  readonly listMs: number;
  /** How long the portal thinks about a file. */
  readonly answerMs: number;
  /** Files a minute of each watch; 0 for no cap. */
  readonly cap: number;
  /** What the watches do with what is delivered. */
  readonly after: 'keep' | 'trash';
  /** The first process dies after so many transactions; with 0 it lives on. */
  readonly firstCommits: number;
  readonly operations: readonly Operation[];
}

const HOUR = 3_600_000;
/** By so much a time server may set a clock back. */
const TRIM = 5_000;

/** As large as the portal's own limit for a request, which is what the wait before a look is made for. */
export const LATEST_COMMIT_MS = 60_000;

const REFUSALS: readonly ErrorCode[] = [
  'portal.busy',
  'portal.rate-limited',
  'portal.credentials',
  'drive.folder',
  'dialog.access-denied',
  'bot.unknown',
  'request.refused',
];

const file = fc.nat({ max: 7 });
const watch = fc.nat({ max: 1 });
const size = fc.integer({ min: 8, max: 10 });
const soon = fc.constantFrom(5, 50, 230, 300, 1_000, 5_300, 7_000, 31_000);
const late = fc.constantFrom(10, 500, 20_000, 58_000, LATEST_COMMIT_MS);
const passing = fc.constantFrom(10, 100, 230, 1_000, 5_300, 6_000, 31_000, 66_000, 300_000);

const mishap: fc.Arbitrary<Mishap> = fc.oneof(
  fc.record({ type: fc.constant('refused' as const), code: fc.constantFrom(...REFUSALS) }),
  fc.constant({ type: 'broken' as const }),
  fc.constant({ type: 'lost' as const }),
  fc.record({ type: fc.constantFrom('late' as const, 'slow' as const), ms: late }),
  fc.record({ type: fc.constant('internal' as const), isPosted: fc.boolean() }),
);

const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constantFrom('write' as const, 'replace' as const), file, size }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('rename' as const), file, to: file }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('remove' as const, 'lock' as const, 'unlock' as const),
      file,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('unplug' as const, 'plug' as const), watch }) },
  { weight: 12, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: passing }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('jump' as const),
      ms: fc.constantFrom(-365 * 24 * HOUR, -HOUR, -TRIM, -TRIM, HOUR, 365 * 24 * HOUR),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('kill' as const, 'stop' as const), ms: soon }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('kill-at-commit' as const),
      count: fc.integer({ min: 1, max: 8 }),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('mishap' as const), mishap }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('deaf' as const), times: fc.integer({ min: 1, max: 5 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('chatter' as const), watch }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('pause' as const), watch, ms: passing }, { requiredKeys: ['do'] }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('resume' as const), watch }, { requiredKeys: ['do'] }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'offline' as const,
        'online' as const,
        'disk-full' as const,
        'disk-free' as const,
        'hurry' as const,
      ),
    }),
  },
);

/** Random histories of up to 40 operations. */
export const histories: fc.Arbitrary<History> = fc.record({
  seed: fc.nat(),
  changed: fc.constantFrom('ignore' as const, 'send' as const),
  canRead: fc.boolean(),
  existing: fc.constantFrom('all' as const, 'new' as const),
  before: fc.uniqueArray(file, { maxLength: 8, size: 'max' }),
  drive: fc.constantFrom('local' as const, 'local' as const, 'network' as const),
  listMs: fc.constantFrom(0, 0, 300, 2_000),
  answerMs: fc.constantFrom(2, 40),
  cap: fc.constantFrom(0, 0, 0, 1, 2, 3),
  after: fc.constantFrom('keep' as const, 'trash' as const),
  firstCommits: fc.nat({ max: 6 }),
  operations: fc.array(operation, { maxLength: 40, size: 'max' }),
});
