import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { SANDBOX_BOT } from '#cli/sandbox-portal.ts';
import { shownCommands } from '#test/documents/support/shown-commands.ts';
import { codeBlocks } from '#test/project/documents.ts';
import { tempSandbox } from '#test/support/temp-sandbox.ts';
import { confined } from './support/confined.ts';
import { readDockerfile, readDockerRun, readMount } from './support/dockerfile.ts';
import { Machine, whyNoMachine } from './support/machine.ts';

const why = whyNoMachine();
const guide = readFileSync('docs/admin-guide.md', 'utf8');
const chapter = guide.slice(guide.indexOf('## In a container'), guide.indexOf('## As a Windows service'));
const dockerfile = readDockerfile(readFileSync('assets/headless/Dockerfile', 'utf8'));
const told = (name: string) => dockerfile.filter((one) => one.name === name).map(({ text }) => text);

test.skipIf(why !== undefined)(
  `the container of the guide, built and run line by line, delivers (${why ?? 'on a copy of this machine'})`,
  async () => {
    const portal = await tempSandbox();
    const machine = new Machine();
    await build(machine);

    // What the guide takes for granted: a configuration, secrets and a folder on the machine outside.
    mkdirSync(join(machine.shared, 'scans'));
    await machine.does(
      `mkdir -p /srv/scans /etc/chatdrop && mount --bind ${machine.shared}/scans /srv/scans`,
    );
    const [config = ''] = codeBlocks(guide)
      .filter(({ language }) => language === 'json')
      .map(({ code }) => code);
    const asTold = config
      .replace('${credential:webhook}', '${env:CHATDROP_WEBHOOK}')
      .replace('${credential:bot-token}', '${env:CHATDROP_BOT_TOKEN}');
    await machine.does('cat > /etc/chatdrop/chatdrop.json', asTold);
    const [secrets = ''] = codeBlocks(chapter)
      .filter(({ language }) => language === 'text')
      .map(({ code }) => code);
    const [webhook = '', token = ''] = secrets.split('\n').map((line) => line.split('=')[0]);
    const env = { [webhook]: portal.webhook, [token]: SANDBOX_BOT.token, HOME: '/home/node' };

    const served = await machine.shell.typeAndEnd(
      confined(entry(), { user: told('USER')[0] ?? '', env, writable: volumes() }),
      /watch scans {2}watching/,
      async () => {
        writeFileSync(join(machine.shared, 'scans', 'scan.pdf'), 'a page');
        await vi.waitFor(
          () => expect(portal.control.messages('chat5').at(-1)?.file?.name).toBe('scan.pdf'),
          30_000,
        );
      },
      told('STOPSIGNAL')[0] as 'SIGTERM',
    );

    expect(served.code, served.printed).toBe(0);
    expect(served.printed).toMatch(/scan\.pdf → chat5 {2}delivered/);
  },
);

/** Does what the Dockerfile says, with this machine in place of Debian's image with Node in it. */
async function build(machine: Machine): Promise<void> {
  machine.packed();
  await machine.does('id node || useradd --create-home node');
  await machine.does(`cd ${machine.shared}`);
  for (const { name, text } of dockerfile) {
    if (name === 'COPY') await machine.does(`cp ${text}`);
    if (name === 'RUN') await machine.does(text);
  }
}

/** `ENTRYPOINT` and `CMD`, as one line. */
function entry(): string {
  return [...told('ENTRYPOINT'), ...told('CMD')].flatMap((text) => JSON.parse(text) as string[]).join(' ');
}

/** The folders that the guide's `docker run` leaves writable; everything else is read-only there. */
function volumes(): readonly string[] {
  const options = readDockerRun(shownCommands(chapter).find((line) => line.startsWith('docker run')) ?? '');
  expect([...options.keys()]).toEqual(expect.arrayContaining(['read-only', 'cap-drop', 'env-file']));
  const mounts = (options.get('mount') ?? []).map(readMount);
  expect(mounts.map(({ dst }) => dst)).toEqual([
    '/etc/chatdrop/chatdrop.json',
    '/srv/scans',
    ...told('VOLUME'),
  ]);
  return mounts.filter((mount) => mount['readonly'] === undefined).map(({ dst = '' }) => dst);
}
