import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test, vi } from 'vitest';
import { SANDBOX_BOT } from '#cli/sandbox-portal.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { shownCommands } from '#test/documents/support/shown-commands.ts';
import { codeBlocks } from '#test/project/documents.ts';
import { tempSandbox } from '#test/support/temp-sandbox.ts';
import { confined } from './support/confined.ts';
import { Machine, whyNoMachine } from './support/machine.ts';
import { loadCredentials, readUnit, serviceOf } from './support/unit-file.ts';

const why = whyNoMachine();
const guide = readFileSync('docs/admin-guide.md', 'utf8');
const chapter = guide.slice(guide.indexOf('## On a Linux server'), guide.indexOf('## In a container'));
const commands = shownCommands(chapter);
const hasSystemctl = spawnSync('systemctl', ['--version']).status === 0;

test.skipIf(why !== undefined)(
  `the server of the guide, set up line by line, delivers (${why ?? 'on a copy of this machine'})`,
  async () => {
    const portal = await tempSandbox();
    const machine = new Machine();
    await setUp(machine, portal);
    const unit = await machine.does('cat /etc/systemd/system/chatdrop.service');
    const { command, confinement } = serviceOf(unit);
    await machine.does(`install -d -o ${confinement.user} -m 0700 ${confinement.writable.join(' ')}`);
    await machine.does(loadCredentials(readUnit(unit)('LoadCredential'), confinement.user));

    const served = await machine.shell.typeAndEnd(
      confined(command, confinement),
      /watch scans {2}watching/,
      async () => {
        writeFileSync(join(machine.shared, 'scans', 'scan.pdf'), 'a page');
        await untilPosted(portal, 'scan.pdf');
      },
      'SIGTERM',
    );

    expect(served.code, served.printed).toBe(0);
    expect(served.printed).toMatch(/scan\.pdf → chat5 {2}delivered/);
    expect(served.printed).not.toContain(new URL(portal.webhook).pathname.split('/')[3]);
    // "Commands beside the service": its history, with its credentials.
    await machine.does(
      `install -m 0755 ${resolve('test/package/support/systemd-run.sh')} /usr/local/bin/systemd-run`,
    );
    const beside = commands.find((line) => line.startsWith('systemd-run')) ?? '';
    expect(await machine.does(beside)).toMatch(/scan\.pdf → chat5 {2}delivered/);
  },
);

/** Does what the guide says, as root, up to the start of the service. */
async function setUp(machine: Machine, portal: Sandbox): Promise<void> {
  const last = commands.findIndex((line) => line.startsWith('systemctl enable'));
  expect(machine.packed()).toBe(/chatdrop-\S+\.tgz/.exec(commands[0] ?? '')?.[0]);
  mkdirSync(join(machine.shared, 'scans'));
  await machine.does(`mkdir -p /srv/scans && mount --bind ${machine.shared}/scans /srv/scans`);
  await machine.does(`cd ${machine.shared}`);
  for (const line of commands.slice(0, last + 1)) {
    // Where no systemd runs it does its part on the disk; the start (`--now`) is ours.
    const offline = hasSystemctl ? `SYSTEMD_OFFLINE=1 ${line.replace(' --now', '')}` : ':';
    if (line.startsWith('systemctl')) await machine.does(offline);
    else await machine.does(line, pasted(line, portal));
  }
  const [config] = codeBlocks(chapter).filter(({ language }) => language === 'json');
  await machine.does('cat > /etc/chatdrop/chatdrop.json', config?.code);
}

function pasted(line: string, { webhook }: Sandbox): string {
  if (line.endsWith('/webhook')) return `${webhook}\n`;
  return line.endsWith('/bot-token') ? `${SANDBOX_BOT.token}\n` : '';
}

function untilPosted({ control }: Sandbox, name: string): Promise<void> {
  return vi.waitFor(() => expect(control.messages('chat5').at(-1)?.file?.name).toBe(name), 30_000);
}
