import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { appFile } from './app-files.ts';

const shape = z.array(z.object({ name: z.string(), licence: z.string(), text: z.string() }));

/** Licences of everything that is shipped; written by `assets/packaging/collect-licences.ts`. */
export async function readLicences(): Promise<z.output<typeof shape>> {
  return shape.parse(JSON.parse(await readFile(appFile('assets/licences.json'), 'utf8')));
}
