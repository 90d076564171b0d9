import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { weakAmong } from './weak-among.ts';

// Run by the workflows. `npm audit --omit=dev` would miss the desktop program, whose parts Vite bundles and which
// therefore stand among the development dependencies.

const read = (path: string) =>
  JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')) as unknown;
const { dependencies } = read('package.json') as { readonly dependencies: Readonly<Record<string, string>> };
const bundled = read('assets/licences.json') as readonly { readonly name: string }[];
const shipped = new Set([
  'electron',
  ...Object.keys(dependencies),
  ...bundled.map(({ name }) => name.replace(/ [^ ]+$/, '')),
]);

// npm ends with 1 when it finds something, of whatever package.
const { stdout } = spawnSync('npm', ['audit', '--json'], {
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
const weak = weakAmong(JSON.parse(stdout), shipped);
for (const { name, severity } of weak)
  process.stderr.write(`${name}: a weakness of severity ${severity} is known\n`);
if (weak.length === 0)
  process.stdout.write(`no grave weakness is known in ${shipped.size} packages that are shipped\n`);
process.exitCode = weak.length === 0 ? 0 : 1;
