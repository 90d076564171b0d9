import { expect, test } from 'vitest';
import { DEFAULT_TIMEOUTS, sendDeadlineMs } from '#bitrix24/http/timeouts.ts';

test.each([
  ['nothing', 0, 60_000],
  ['1 MiB', 1_048_576, 92_000],
  ['100 MiB', 104_857_600, 3_260_000],
  ['1 GiB, which the cap of 90 minutes ends', 1_073_741_824, 5_400_000],
])('%s may take so long', (_size, bytes, expected) => {
  expect(sendDeadlineMs(DEFAULT_TIMEOUTS, bytes)).toBe(expected);
});
