import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { forServers, onlyShipped, type Bill } from './shipped-parts.ts';

// `node assets/packaging/write-sbom.ts [folder]`. npm knows the parts. It is asked for all of them: with `--omit dev` npm 11 leaves out
// what a tool uses as well (zod, readdirp), and it cannot know what Vite has put into the desktop program.

const [folder = 'dist'] = process.argv.slice(2);
const printed = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx'], {
  encoding: 'utf8',
  maxBuffer: 1e8,
  shell: process.platform === 'win32',
  stdio: ['ignore', 'pipe', 'inherit'],
});
const all = JSON.parse(printed) as Bill;
const licences = JSON.parse(readFileSync('assets/licences.json', 'utf8')) as readonly { name: string }[];
const bundled = licences.map(({ name }) => name.replace(/ ([^ ]+)$/, '@$1'));
const electron = all.components.find(({ name }) => name === 'electron');

mkdirSync(folder, { recursive: true });
for (const [name, shipped] of [
  ['chatdrop-server', forServers(all)],
  ['chatdrop-desktop', new Set([...bundled, `electron@${electron?.version ?? ''}`])],
] as const) {
  const path = join(folder, `${name}.cdx.json`);
  writeFileSync(path, `${JSON.stringify(onlyShipped(all, shipped), undefined, 2)}\n`);
  process.stdout.write(`${path}: ${shipped.size} parts\n`);
}
