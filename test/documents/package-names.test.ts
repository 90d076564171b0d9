import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { documents } from '#test/project/documents.ts';

const builder = readFileSync('electron-builder.yml', 'utf8');
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };

/** What `artifactName` makes of a target, of each kind there is. */
const patterns = [...builder.matchAll(/artifactName: (.+)$/gm)].map(([, pattern = '']) =>
  pattern
    .replaceAll('.', String.raw`\.`)
    .replace('${productName}', 'Chatdrop')
    .replace('${version}', `(?:…|${version.replaceAll('.', String.raw`\.`)})`)
    .replace('${os}', '(?:linux|mac|win)')
    // A deb names its architecture as Debian does.
    .replace('${arch}', '(?:x64|arm64|x86_64|amd64)')
    .replace('${ext}', String.raw`(?:exe|dmg|zip|AppImage|deb|tar\.gz)`),
);
const made = new RegExp(`^(?:${patterns.join('|')})$`);

test('every package that a document names is made under that name', () => {
  const named = documents.flatMap(({ path, text }) =>
    [...text.matchAll(/Chatdrop-[\w.…-]+\.(?:exe|dmg|zip|AppImage|deb|gz)/g)].map(([name]) => ({
      path,
      name,
    })),
  );

  expect(named.length).toBeGreaterThan(2);
  expect(named.filter(({ name }) => !made.test(name))).toEqual([]);
});
