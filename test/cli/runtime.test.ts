import { expect, test } from 'vitest';
import { runtimeProblem } from '#cli/runtime.ts';

test.each([
  [{ node: '20.19.5' }, 'needs Node 24.15 or newer, and this is 20.19.5.'],
  [{ node: '24.9.0', sqlite: '3.53.0' }, 'needs Node 24.15 or newer, and this is 24.9.0.'],
  [
    { node: '24.15.0', sqlite: '3.51.2' },
    'needs a Node with SQLite 3.51.3 or newer, and this one has 3.51.2.',
  ],
  [{ node: '24.15.0', sqlite: '3.51.3' }, undefined],
  [{ node: '25.0.0' }, undefined],
  [{ node: '24.15.0-nightly20261122' }, undefined],
  [{ node: '26.0.0', sqlite: '3.100.0' }, undefined],
])('versions %o are judged before anything else is loaded', (versions, problem) => {
  expect(runtimeProblem(versions)).toBe(problem);
});
