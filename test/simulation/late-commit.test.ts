import { expect, test } from 'vitest';
import { Broken } from './broken.ts';
import { keptHistory } from './kept-history.ts';
import type { Operation } from './operations.ts';
import { runHistory } from './run-history.ts';

const SETTLE_WAIT_MS = 65_000;
/** Every second up to the settle wait, and the last millisecond before its end. */
const LATENESSES = [
  ...Array.from({ length: SETTLE_WAIT_MS / 1_000 + 1 }, (_, second) => second * 1_000),
  SETTLE_WAIT_MS - 1,
];
const TOO_LATE_MS = SETTLE_WAIT_MS + 1_000;

/** From the start on: the portal has the whole body, and the program still waits for its answer. */
const UNTIL_HANDED_OVER_MS = 5_260;
const HALF_A_WAIT_MS = 32_000;
const LONGER_THAN_THE_WAIT_MS = 70_000;

interface Shape {
  readonly what: string;
  readonly operations: readonly Operation[];
  /** What its upload goes through up to the wait that counts. */
  readonly steps: readonly string[];
}

const SHAPES: readonly Shape[] = [
  {
    what: 'the program lives on',
    operations: [{ do: 'pass', ms: UNTIL_HANDED_OVER_MS }],
    steps: ['sending', 'verifying'],
  },
  {
    what: 'it is killed at once',
    operations: [
      { do: 'pass', ms: UNTIL_HANDED_OVER_MS },
      { do: 'kill', ms: 5 },
    ],
    steps: ['sending', 'kill', 'verifying'],
  },
  {
    what: 'it is killed during the wait',
    operations: [
      { do: 'pass', ms: UNTIL_HANDED_OVER_MS },
      { do: 'pass', ms: HALF_A_WAIT_MS },
      { do: 'kill', ms: 5 },
    ],
    steps: ['sending', 'verifying', 'kill'],
  },
];

interface Late {
  readonly shape: Shape;
  readonly canRead: boolean;
  readonly lateMs: number;
}

/** One file, whose answer is lost and which the portal posts so late. Resolves to its first steps. @throws Broken */
async function postLate({ shape, canRead, lateMs }: Late): Promise<readonly string[]> {
  const history = keptHistory({ canRead, before: [0] }, [
    { do: 'mishap', mishap: { type: 'late', ms: lateMs } },
    ...shape.operations,
    { do: 'pass', ms: LONGER_THAN_THE_WAIT_MS },
  ]);
  const trace = await runHistory(history, { verifyAfterMs: SETTLE_WAIT_MS });
  const steps = trace.flatMap((line) => /\b(?:sending|verifying|kill)\b/u.exec(line)?.[0] ?? []);
  return steps.slice(0, shape.steps.length);
}

const CASES = SHAPES.flatMap((shape) =>
  [true, false].map((canRead) => ({
    shape,
    canRead,
    what: shape.what,
    chat: canRead ? 'can be read' : 'cannot be read',
  })),
);

test.each(CASES)(
  'however late within the settle wait the portal posts a file, it is there once: $what, and the chat $chat',
  async ({ shape, canRead }) => {
    for (const lateMs of LATENESSES) {
      const steps = await postLate({ shape, canRead, lateMs }).catch((error: unknown) => String(error));

      expect(steps, `posted ${lateMs} ms late`).toEqual(shape.steps);
    }
  },
);

test('what the portal posts later than the settle wait is doubled: the sweep can see it', async () => {
  const seen = new Set<string>();
  for (const { shape, canRead } of CASES) {
    try {
      await postLate({ shape, canRead, lateMs: TOO_LATE_MS });
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      seen.add(`${shape.what}: ${error.breach}`);
    }
  }

  // A kill during the wait begins it anew, so that even this late is not too late.
  expect([...seen]).toEqual(['the program lives on: doubled', 'it is killed at once: doubled']);
});
