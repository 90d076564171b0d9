import { mkdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SANDBOX_BOT } from '#cli/sandbox-portal.ts';
import { codeBlocks } from '#test/project/documents.ts';
import { Office } from '#test/support/office.ts';

const guide = readFileSync('docs/admin-guide.md', 'utf8');
const chapter = guide.slice(guide.indexOf('## As a Windows service'), guide.indexOf('## Many desks'));
const blockIn = (language: string) =>
  codeBlocks(chapter).find((block) => block.language === language)?.code ?? '';

/** Text of the first element of this name. */
function elementOf(name: string): string {
  return new RegExp(`<${name}>(.*)</${name}>`).exec(blockIn('xml'))?.[1] ?? '';
}

/** Arguments of a Windows command line. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
}

test('what the recipe for Windows starts delivers', async () => {
  const office = await Office.open();
  // The guide's folder, as far as it is another one here.
  const here = (path: string) =>
    path.replaceAll(/C:[\\/]ProgramData[\\/]Chatdrop/g, office.root).replaceAll('\\', '/');
  const [secret = ''] = /\$\{file:[^}]+\}/.exec(chapter) ?? [];
  office.write('webhook', `${office.portal.webhook}\r\n`, 0o600);
  office.configure({
    portals: [{ name: 'office', webhook: here(secret) }],
    bots: [{ name: 'scanner', portal: 'office', botId: SANDBOX_BOT.id, botToken: SANDBOX_BOT.token }],
    watches: [{ name: 'scans', folder: 'scans', bot: 'scanner', dialog: 'chat5', quietSeconds: 0.2 }],
  });
  mkdirSync(`${office.root}/data`);

  const [program, ...args] = wordsOf(elementOf('arguments'));
  const service = office.start(args.map(here));
  await service.prints('watching');
  office.put('scan.pdf', 'a page');
  await office.untilArrived(1);
  // WinSW asks by Ctrl+C.
  const end = await service.end('SIGINT');

  expect(program).toMatch(/\\node_modules\\chatdrop\\dist\\cli\\main\.js$/);
  expect(end).toMatchObject({ code: 0, stderr: '' });
  expect(office.names()).toEqual(['scan.pdf']);
});

test('the recipe for Windows starts what it has installed, as the account that may read its files', () => {
  const [prefix = ''] = /(?<=--prefix ")[^"]+/.exec(blockIn('bat')) ?? [];

  expect(elementOf('arguments')).toContain(`"${prefix}\\node_modules\\chatdrop\\`);
  // WinSW 2 knows these two, and takes the system's own account where it finds neither.
  expect([elementOf('domain'), elementOf('user')]).toEqual(['NT AUTHORITY', 'LocalService']);
  // LOCAL SERVICE, in any language.
  expect(blockIn('bat').match(/\*S-1-5-19:\(OI\)\(CI\)[RM]$/gm)).toHaveLength(2);
});
