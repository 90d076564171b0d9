import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `@electron/fuses` looks for in a binary; then come the version, the number of fuses and the fuses. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSES = 9;

/** A folder that electron-builder takes for an unpacked Electron, with a binary that has fuses and nothing else. */
export function standInElectron(folder: string, version: string): string {
  for (const part of ['locales', 'resources']) mkdirSync(join(folder, part), { recursive: true });
  const binary = join(folder, 'electron');
  const allOff = Buffer.from('0'.repeat(FUSES));
  writeFileSync(
    binary,
    Buffer.concat([
      Buffer.from(`before ${SENTINEL}`),
      Buffer.from([1, FUSES]),
      allOff,
      Buffer.from(' after'),
    ]),
  );
  chmodSync(binary, 0o755);
  writeFileSync(join(folder, 'version'), version);
  writeFileSync(join(folder, 'LICENSE'), "Electron's own");
  for (const language of ['de', 'en-US', 'fr', 'ru', 'zh-CN']) {
    writeFileSync(join(folder, 'locales', `${language}.pak`), '');
  }
  return folder;
}
