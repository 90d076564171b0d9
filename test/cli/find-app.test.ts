import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { findApp } from '#cli/demo/find-app.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

test('the demo opens the application only where it was built and Electron was downloaded', () => {
  const project = temporaryFolder();
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  };

  expect(findApp(project)).toBeUndefined();
  put('dist/desktop/main/main.js', '');
  expect(findApp(project)).toBeUndefined();
  put('node_modules/electron/path.txt', 'electron');
  expect(findApp(project)).toBeUndefined(); // named, and not there
  put('node_modules/electron/dist/electron', '');

  expect(findApp(project)).toEqual({
    program: join(project, 'node_modules', 'electron', 'dist', 'electron'),
    args: [project],
  });
});
