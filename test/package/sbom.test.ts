import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '#test/support/temp-folder.ts';
import { onlyShipped, type Bill } from '../../assets/packaging/shipped-parts.ts';

const packageFile = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};
const licences = JSON.parse(readFileSync('assets/licences.json', 'utf8')) as readonly { name: string }[];

test('the bills of materials name everything that is shipped, and no tool', () => {
  const folder = temporaryFolder();
  execFileSync(process.execPath, ['assets/packaging/write-sbom.ts', folder], { stdio: 'pipe' });
  const partsOf = (name: string) => {
    const bill = JSON.parse(readFileSync(join(folder, `chatdrop-${name}.cdx.json`), 'utf8')) as Bill;
    return bill.components.map((part) => `${part.name} ${part.version}`);
  };

  const direct = Object.entries(packageFile.dependencies).map((entry) => entry.join(' '));
  expect(partsOf('server').filter((part) => !part.startsWith('readdirp '))).toEqual(direct.sort());
  const electron = `electron ${packageFile.devDependencies['electron'] ?? ''}`;
  expect(new Set(partsOf('desktop'))).toEqual(new Set([...licences.map(({ name }) => name), electron]));
});

test('something that would be shipped untold stops the bill', () => {
  const bill: Bill = { metadata: { component: { 'bom-ref': 'x' } }, components: [], dependencies: [] };

  expect(() => onlyShipped(bill, new Set(['zod@1.0.0']))).toThrow('zod@1.0.0');
});
