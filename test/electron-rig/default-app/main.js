/**
 * Plays Electron's own default app, which packagers leave out: `electron [-r FILE] FOLDER` loads the program of a
 * folder. Like that one it awaits the program, so that Electron is ready only after its main module was evaluated.
 */
import { app } from 'electron';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const args = process.argv.slice(1);
const required = args.filter((_, at) => args[at - 1] === '-r');
const folder = resolve(args.find((arg) => !arg.startsWith('-') && !required.includes(arg)) ?? '.');
const { name, productName, version, desktopName, main } = JSON.parse(
  readFileSync(join(folder, 'package.json'), 'utf8'),
);
app.setName(productName ?? name);
app.setVersion(version);
app.setDesktopName(desktopName);
app.setAppPath(folder);
for (const file of required) createRequire(import.meta.url)(file);
await import(new URL('adapt.js', import.meta.url).href);
await import(pathToFileURL(join(folder, main)).href);
