import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Office } from '#test/support/office.ts';
import { chatdrop, ChatdropProcess } from '#test/support/run-chatdrop.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';

function here() {
  const cwd = temporaryFolder();
  return { cwd, env: { TMPDIR: cwd, HOME: cwd } };
}

test('the sandbox prints a configuration that works as it stands', async () => {
  const options = here();
  const sandbox = new ChatdropProcess(['sandbox'], options);
  await sandbox.prints('Ctrl+C ends it.');
  const [, snippet = ''] = /for it:\n(\{[\s\S]*\n\})/.exec(sandbox.stdout) ?? [];
  writeFileSync(join(options.cwd, 'chatdrop.json'), snippet);
  writeFileSync(join(options.cwd, 'hello.txt'), 'hello');

  const sent = await chatdrop(['send', 'hello.txt', '--to', 'chat5'], options);
  const page = /chat5\s+(http\S+)/.exec(sandbox.stdout)?.[1] ?? '';
  const html = await (await fetch(page)).text();
  const end = await sandbox.end('SIGINT');

  expect(sent).toMatchObject({ code: 0, stderr: '' });
  expect(html).toContain('hello.txt');
  expect(end).toMatchObject({ code: 0, stderr: '' });
});

test('the demo delivers its sample files, ends by itself and leaves nothing behind', async () => {
  const options = here();

  const { code, stdout, stderr } = await chatdrop(['demo', '--once'], options);

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('/online/?IM_DIALOG=chat5');
  const delivered = stdout
    .split('\n')
    .filter((line) => / → chat5 {2}delivered, .* in .* s, .*\/s$/.test(line));
  expect(delivered.map((line) => line.replace(/^\S+ +(.*) → .*$/, '$1')).toSorted()).toEqual([
    'Invoice 2026-041.pdf',
    'Scanner raw data.bin',
    'Sunrise from the office.png',
    'Отчёт за ноябрь №5 (итог).txt',
  ]);
  expect(readdirSync(options.cwd)).toEqual([]);
});

test('the demo takes files dropped into its folder until it is asked to end', async () => {
  const options = here();
  const demo = new ChatdropProcess(['demo'], options);
  await demo.prints(/Scanner raw data\.bin.*delivered/);
  const folder = /The folder\s+(.+)/.exec(demo.stdout)?.[1] ?? '';

  writeFileSync(join(folder, 'mine.txt'), 'mine');
  await demo.prints(/mine\.txt → chat5 {2}delivered/);
  const end = await demo.end('SIGINT');

  expect(end).toMatchObject({ code: 0, stderr: '' });
  expect(readdirSync(options.cwd)).toEqual([]);
});

test.each([
  [
    'port that is taken',
    (office: Office) => ['--port', new URL(office.portal.url).port],
    /^chatdrop: port \d+ /,
  ],
  ['data folder in a file', () => ['--data', 'chatdrop.json/data'], /^chatdrop: \S+ cannot be used /],
])('a %s ends the sandbox with one sentence', async (_, args, sentence) => {
  const office = await Office.open();

  const { code, stdout, stderr } = await office.run('sandbox', ...args(office));

  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(sentence);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});

test.runIf(process.platform === 'linux')(
  'a folder that cannot be made is refused at once, not tried for ever',
  async () => {
    const options = here();

    const { code, stderr } = await chatdrop(['sandbox', '--data', '/proc/x'], options);

    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'chatdrop: /proc/x cannot be used (ENOENT): name another with --data\n',
    });
  },
);
