import { readFileSync, writeFileSync } from 'node:fs';

// Run it after `npm run build`, then `npm run format`: Vite writes down what it bundled, this puts the parts
// together for the window "About" and for docs/licences.md.

interface Bundled {
  readonly name: string;
  readonly version: string;
  readonly identifier: string | null;
  readonly text?: string;
}

const root = new URL('../../', import.meta.url);

function bundledInto(part: string): readonly Bundled[] {
  return JSON.parse(
    readFileSync(new URL(`dist/desktop/${part}/licences.json`, root), 'utf8'),
  ) as readonly Bundled[];
}

/** svelte-toolbelt, for one, names no licence in its package.json; the text does. */
function nameOf({ name, identifier, text = '' }: Bundled): string {
  const named = identifier ?? /^(?:The )?(MIT|ISC) License/m.exec(text)?.[1];
  if (named === undefined) throw new Error(`what is the licence of ${name}?`);
  return named;
}

const bundled = [...bundledInto('main'), ...bundledInto('renderer')];
const all = [...new Map(bundled.map((one) => [`${one.name} ${one.version}`, one])).values()].sort((a, b) =>
  a.name.localeCompare(b.name, 'en'),
);

const shown = all.map((one) => ({
  name: `${one.name} ${one.version}`,
  licence: nameOf(one),
  text: one.text ?? '',
}));
writeFileSync(new URL('assets/licences.json', root), `${JSON.stringify(shown, undefined, 2)}\n`);

const lines = all.map((one) => `| ${one.name} | ${one.version} | ${nameOf(one)} |`);
writeFileSync(
  new URL('docs/licences.md', root),
  `# Licences of what is inside the desktop program

Made by \`node assets/packaging/collect-licences.ts\` from what Vite bundled; the texts are in
[assets/licences.json](../assets/licences.json) and in the window _About_. Electron and Chromium bring theirs beside
the program. The package for servers carries its dependencies with their own licence files.

| package | version | licence |
| ------- | ------- | ------- |
${lines.join('\n')}
`,
);
