/** `node start.ts FOLDER …` does with the stand-in what `electron FOLDER …` does. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import './register.ts';

const folder = resolve(process.argv[2] ?? '.');
const { main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly main: string };
const { life } = await import('./app.ts');
await import(pathToFileURL(join(folder, main)).href);
life.becomeReady();
