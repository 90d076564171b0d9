import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Named {
  readonly name: string;
  readonly version?: string;
}

/** One as Vite writes it down, or as `collect-licences.ts` puts name and version together. */
function read(path: string): readonly Named[] {
  return JSON.parse(readFileSync(path, 'utf8')) as readonly Named[];
}

test('the licences that are shown are those of what Vite has bundled', () => {
  const bundled = ['main', 'renderer'].flatMap((part) =>
    read(`dist/desktop/${part}/licences.json`).map(({ name, version }) => `${name} ${version}`),
  );
  const shown = read('assets/licences.json').map(({ name }) => name);

  expect(new Set(shown), 'run `npm run build && node assets/packaging/collect-licences.ts`').toEqual(
    new Set(bundled),
  );
});
