import type { Problem } from '#config/problem.ts';
import type { ConfigFile } from './schema.ts';

/** What a watch asks for after delivery and this command cannot do. */
export function checkAfter(file: ConfigFile): Problem[] {
  return file.watches.flatMap(({ after }, at) =>
    after === 'trash'
      ? [
          {
            path: ['watches', at, 'after'],
            expected: 'only the desktop app knows a recycle bin: expected "keep" or { "move": "Sent" }',
          },
        ]
      : [],
  );
}
