import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Process } from './process.ts';
import type { Workshop } from './workshop.ts';

/** How an earlier run left the uploads of every file: all delivered, all queued, or killed over the first one. */
export type LeftAs = 'delivered' | 'queued' | 'killed';

const made = new Map<string, string>();

/** A home for the command whose ledger knows every file of the folders; each call gives a copy of its own. */
export async function homeKnowing(
  workshop: Workshop,
  folders: readonly string[],
  leftAs: LeftAs,
): Promise<string> {
  const key = JSON.stringify([leftAs, folders]);
  const template = made.get(key) ?? (await make(workshop, folders, leftAs));
  made.set(key, template);
  const home = workshop.folder();
  cpSync(template, join(home, 'data'), { recursive: true });
  return home;
}

async function make(workshop: Workshop, folders: readonly string[], leftAs: LeftAs): Promise<string> {
  const dataDir = join(workshop.folder(), 'data');
  mkdirSync(dataDir);
  await new Process(process.execPath, [workshop.program('fill-ledger'), dataDir, leftAs, ...folders]).end();
  return dataDir;
}
