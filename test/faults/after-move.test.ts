import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Program } from '#test/crash/program.ts';
import { Office } from '#test/support/office.ts';

const FILES = 8;

/** Relative paths of all files below a folder. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

test('killed after each delivery, before or while its file is moved, it moves the file later and posts nothing again', async () => {
  const office = await Office.open({ watch: { after: { move: 'Sent' } } });
  const names = Array.from({ length: FILES }, (_, at) => `${String(at).padStart(2, '0')}.pdf`);
  for (const name of names) office.put(name, `content of ${name}`);

  for (let nth = 1; nth <= FILES; nth += 1) {
    const run = new Program(['run', '--json'], office.root);
    await run.line((line) => line.includes('"state":"delivered"'), 20_000);
    await run.end('SIGKILL');
    if (office.arrived().length === FILES) break;
  }
  const { code } = await office.run('run', '--once');

  expect(code).toBe(0);
  expect(office.names()).toEqual(names);
  expect(filesIn(office.folder).toSorted()).toEqual(names.map((name) => join(office.folder, 'Sent', name)));
  for (const path of filesIn(office.folder)) {
    expect(readFileSync(path, 'utf8')).toBe(`content of ${path.slice(-6)}`);
  }
});
