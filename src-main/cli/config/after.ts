import type { ConfigFile } from './schema.ts';
import type { Problem } from './problem.ts';

/** What a watch asks for after delivery and this command cannot do, or not without losing something. */
export function checkAfter(file: ConfigFile): Problem[] {
  return file.watches.flatMap(({ after }, at) => {
    const path = ['watches', at, 'after'];
    if (after === 'trash') {
      return [
        { path, expected: 'only the desktop app knows a recycle bin: expected "keep" or { "move": "Sent" }' },
      ];
    }
    if (after === 'keep' || isBelow(after.move)) return [];
    return [{ path: [...path, 'move'], expected: 'expected a subfolder of the watch, such as "Sent"' }];
  });
}

function isBelow(folder: string): boolean {
  const parts = folder.split(/[\\/]/);
  return !parts.some((part) => part === '' || part === '.' || part === '..') && !/^[a-z]:/i.test(folder);
}
