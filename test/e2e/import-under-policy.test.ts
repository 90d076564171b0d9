import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../support/temp-folder.ts';
import { tempSandbox } from '../support/temp-sandbox.ts';
import { arrival, ask, botName, connect, makeFile, SOON, TARGET, watchDraft } from './office.ts';
import { isStandIn, startDesktop } from './start-desktop.ts';

/** The place of the policy is fixed: the program gets an /etc of its own, which is this one but for the policy. */
const OWN_ETC = `set -eu; own=$1; shift
  mount -t tmpfs none "$own" && mkdir "$own/upper" "$own/work"
  mount -t overlay overlay -o lowerdir=/etc,upperdir="$own/upper",workdir="$own/work" /etc
  mkdir -p /etc/chatdrop && printf %s "$1" > /etc/chatdrop/policy.json && shift
  exec "$@"`;

function underPolicy(policy: object): readonly string[] {
  return ['unshare', '--mount', 'sh', '-c', OWN_ETC, 'sh', temporaryFolder(), JSON.stringify(policy)];
}

const canHaveOwnEtc =
  isStandIn &&
  process.getuid?.() === 0 &&
  spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;
const PASSWORD = 'correct horse battery staple';

test.skipIf(!canHaveOwnEtc)(
  'settings go from one computer to another, secrets too, and no farther than the policy there allows (needs root)',
  async () => {
    const sandbox = await tempSandbox();
    const folder = temporaryFolder();
    const exported = join(temporaryFolder(), 'settings.json');
    const first = await startDesktop();
    const window = await first.page('window');
    await connect(window, sandbox);
    await ask(window, 'watches', 'save', { draft: watchDraft(folder, await botName(window)) });
    await first.choose([exported]);
    expect(await ask(window, 'app', 'exportSettings', { password: PASSWORD })).toBe(true);
    const withoutSecrets = join(temporaryFolder(), 'settings.json');
    await first.choose([withoutSecrets]);
    await ask(window, 'app', 'exportSettings', {});
    expect(await first.quit()).toBe(0);
    expect(JSON.parse(readFileSync(withoutSecrets, 'utf8'))).not.toHaveProperty('secrets');
    for (const path of [exported, withoutSecrets])
      expect(readFileSync(path, 'utf8')).not.toContain(new URL(sandbox.webhook).pathname.split('/')[3]);
    const take = async (through: readonly string[]) => {
      const app = await startDesktop({ through });
      const page = await app.page('window');
      await app.choose([exported]);
      expect(await ask(page, 'app', 'importSettings', { password: PASSWORD })).toBe(true);
      return { app, page };
    };

    // Where nothing is laid down the same file is all that is needed.
    const { app: free, page: freePage } = await take([]);
    await vi.waitFor(async () => {
      const [watch] = await ask(freePage, 'watches', 'list');
      expect(watch?.state.type).toBe('watching');
    }, SOON);
    makeFile(folder, 'free.pdf');
    await arrival(sandbox, 'free.pdf');
    expect(await free.quit()).toBe(0);

    sandbox.control.resetTraffic();
    const policy = { portals: { hosts: ['office.bitrix24.com'], locked: true } };
    const { app, page } = await take(underPolicy(policy));
    await vi.waitFor(async () => {
      const [portal] = await ask(page, 'portals', 'list');
      expect(portal?.state).toMatchObject({ type: 'needs-you', code: 'policy.forbidden' });
    }, SOON);
    const path = makeFile(folder, 'under the policy.pdf');
    await app.choose([path]);
    const drop = await ask(page, 'drops', 'choose');
    const target = { ...TARGET, bot: await botName(page) };
    const sending = { drop: drop?.handle ?? '', target, caption: '' };
    await expect(ask(page, 'drops', 'send', sending)).rejects.toThrow('policy.forbidden');
    expect(await app.quit()).toBe(0);
    expect(sandbox.control.requests()).toMatchObject({ requests: 0 });
  },
);
