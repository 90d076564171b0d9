import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What `@electron/fuses` looks for in a binary; then come the version, the number of fuses and the fuses. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSES = 9;

/** Any real Windows program will do: resources are written into it. This one comes with electron-builder. */
const WINDOWS_PROGRAM = join(
  dirname(createRequire(import.meta.url).resolve('electron-winstaller/package.json')),
  'vendor/rcedit.exe',
);

/** A folder that electron-builder takes for an unpacked Electron, with a binary that has fuses and nothing else. */
export function standInElectron(folder: string, version: string, system: 'linux' | 'win'): string {
  for (const part of ['locales', 'resources']) mkdirSync(join(folder, part), { recursive: true });
  const binary = join(folder, system === 'win' ? 'electron.exe' : 'electron');
  const program = system === 'win' ? readFileSync(WINDOWS_PROGRAM) : Buffer.from('before ');
  const allOff = Buffer.from('0'.repeat(FUSES));
  const fuses = [Buffer.from(SENTINEL), Buffer.from([1, FUSES]), allOff, Buffer.from(' after')];
  writeFileSync(binary, Buffer.concat([program, ...fuses]));
  chmodSync(binary, 0o755);
  writeFileSync(join(folder, 'version'), version);
  writeFileSync(join(folder, 'LICENSE'), "Electron's own");
  for (const language of ['de', 'en-US', 'fr', 'ru', 'zh-CN']) {
    writeFileSync(join(folder, 'locales', `${language}.pak`), '');
  }
  return folder;
}
