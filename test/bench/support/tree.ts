import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A folder with parts, which hold folders with small files. */
export interface Tree {
  readonly root: string;
  /** Absolute paths of the parts. */
  readonly parts: readonly string[];
}

/** 20 parts, over which the folders are spread; fewer where there are fewer folders. */
const PARTS = 20;

export function makeTree(root: string, folders: number, filesEach: number): Tree {
  const parts = Array.from({ length: Math.min(PARTS, folders) }, (_, part) => join(root, `part ${part}`));
  for (let folder = 0; folder < folders; folder++) {
    const path = join(parts[folder % parts.length] ?? root, `folder ${folder}`);
    mkdirSync(path, { recursive: true });
    for (let file = 0; file < filesEach; file++)
      writeFileSync(join(path, `document ${file}.txt`), `file ${file}`);
  }
  return { root, parts };
}
