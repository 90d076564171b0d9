import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Secret } from '#domain/secret.ts';
import { strengthOf } from '#desktop/services/secrets/backend.ts';
import { Secrets } from '#desktop/services/secrets/secrets.ts';
import { ensureTokenKey, tokenSeal } from '#desktop/services/secrets/token-seal.ts';
import type { Vault } from '#desktop/services/secrets/vault.ts';
import { seal, unseal } from '#engine/sealed-export.ts';
import { readStored } from '#desktop/services/settings/read-stored.ts';
import { openSettings } from '#desktop/services/settings/settings-file.ts';
import { DEFAULTS } from '#desktop/services/settings/stored.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';

/** A keyring in memory: turns texts around. */
function fakeVault(strength: 'strong' | 'weak' | 'unavailable' = 'strong') {
  const state = { isLocked: false };
  const vault: Vault = {
    strength: () => Promise.resolve(strength),
    backend: () => 'fake',
    seal: (text) => Promise.resolve(Buffer.from(text).reverse()),
    open: (sealed) =>
      state.isLocked
        ? Promise.reject(new Error('locked'))
        : Promise.resolve({ text: Buffer.from(sealed).reverse().toString(), isOutdated: false }),
  };
  return { vault, state };
}

function open(path: string, vault: Vault, isWeakAllowed = false): Secrets {
  return new Secrets({ path, vault, isWeakAllowed: () => isWeakAllowed, now: () => 1, log: () => undefined });
}

test('a secret comes back after a new start, and is not in the file in clear', async () => {
  const path = join(temporaryFolder(), 'secrets.json');
  const { vault } = fakeVault();
  await open(path, vault).set('webhook:office', new Secret('c4n4ry-c0de'));

  const again = open(path, vault);
  expect(again.get('webhook:office')).toBeUndefined();
  await again.unlock();

  expect(again.get('webhook:office')?.reveal()).toBe('c4n4ry-c0de');
  expect(readFileSync(path, 'utf8')).not.toContain('c4n4ry');
});

test('what cannot be opened stays as it is, and other secrets are written beside it', async () => {
  const path = join(temporaryFolder(), 'secrets.json');
  const { vault, state } = fakeVault();
  await open(path, vault).set('a', new Secret('one'));
  state.isLocked = true;
  const locked = open(path, vault);
  await locked.unlock();
  expect(locked.isLocked('a')).toBe(true);

  await locked.set('b', new Secret('two'));
  state.isLocked = false;
  const again = open(path, vault);
  await again.unlock();

  expect([again.get('a')?.reveal(), again.get('b')?.reveal()]).toEqual(['one', 'two']);
});

test('a damaged file of secrets is set aside, not deleted', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'secrets.json'), '{"version":1,"entr');

  open(join(folder, 'secrets.json'), fakeVault().vault);

  expect(readdirSync(folder)).toEqual(['secrets.damaged-1.json']);
});

test('weak storage writes nothing before the user agrees, and everything after', async () => {
  const path = join(temporaryFolder(), 'secrets.json');
  let isAllowed = false;
  const { vault } = fakeVault('weak');
  const secrets = new Secrets({
    path,
    vault,
    isWeakAllowed: () => isAllowed,
    now: () => 1,
    log: () => undefined,
  });
  await secrets.set('a', new Secret('one'));
  expect(secrets.get('a')?.reveal()).toBe('one');
  expect(existsSync(path)).toBe(false);

  isAllowed = true;
  await secrets.persistAll();

  expect(readFileSync(path, 'utf8')).toContain('"a"');
});

test.each([
  ['linux', 'basic_text', 'v11x', 'weak'],
  ['linux', 'gnome_libsecret', 'v10x', 'weak'],
  ['linux', 'gnome_libsecret', 'v11x', 'strong'],
  ['win32', undefined, 'v10x', 'strong'],
  ['darwin', undefined, 'v10x', 'strong'],
] as const)('%s with %s and data of %s is %s', (platform, backend, sample, strength) => {
  expect(strengthOf(platform, backend, Buffer.from(sample))).toBe(strength);
});

test('OAuth tokens are sealed with a key of their own; without it there are none', async () => {
  const { vault } = fakeVault();
  const secrets = open(join(temporaryFolder(), 'secrets.json'), vault);
  await ensureTokenKey(secrets);
  const { seal: close, open: read } = tokenSeal(secrets);

  const sealed = close('{"accessToken":"c4n4ry"}');

  expect(sealed).not.toContain('c4n4ry');
  expect(read(sealed)).toBe('{"accessToken":"c4n4ry"}');
  expect(read(`${sealed.slice(0, -4)}AAA=`)).toBeUndefined();
  expect(tokenSeal({ get: () => undefined }).open(sealed)).toBeUndefined();
});

test('settings sealed with a password open with it alone', async () => {
  const sealed = await seal('webhook', 'correct horse');

  expect(await unseal(sealed, 'correct horse')).toBe('webhook');
  await expect(unseal(sealed, 'correct house')).rejects.toMatchObject({ code: 'secret.missing' });
});

test('a part of the settings that cannot be read is lost alone, and of a list only its broken entries', () => {
  const portal = { name: 'office', kind: 'webhook', origin: 'https://a.example', maxFileBytes: 5 };

  const { stored, lost } = readStored({
    version: 1,
    settings: { ...DEFAULTS.settings, theme: 'pink' },
    portals: [portal, { name: 'broken' }],
    setup: 'done',
  });

  expect(lost).toEqual(['settings', 'portals']);
  expect(stored).toEqual({ ...DEFAULTS, setup: 'done', portals: [portal] });
});

test('a watch is parsed by the schema of every watch: its dialog is in the form of the API, a broken pattern is lost', () => {
  const watch = { name: 'Scans', folder: '/scans', portal: 'office', bot: 'scanner', dialog: ' CHAT5 ' };

  const { stored, lost } = readStored({ watches: [watch, { ...watch, name: 'Broken', include: ['[a'] }] });

  expect(lost).toEqual(['watches']);
  expect(stored.watches).toMatchObject([{ name: 'Scans', dialog: 'chat5', existing: 'new', after: 'keep' }]);
});

test('settings come back after a new start, for their owner alone, and leave nothing beside them', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'settings.json');
  openSettings(path, () => 1).change({ setup: 'done' });

  expect(openSettings(path, () => 2).get()).toEqual({ ...DEFAULTS, setup: 'done' });
  expect(readdirSync(folder)).toEqual(['settings.json']);
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('settings that are no JSON are set aside, not deleted', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'settings.json');
  writeFileSync(path, '{ "portals": [');

  const settings = openSettings(path, () => 1);

  expect([settings.get(), settings.damaged]).toEqual([DEFAULTS, ['settings.json']]);
  expect(readFileSync(join(folder, 'settings.damaged-1.json'), 'utf8')).toBe('{ "portals": [');
});

test.skipIf(process.platform === 'win32')('a link in the place of the settings stays a link', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'settings.json');
  symlinkSync(join(temporaryFolder(), 'kept.json'), path);
  writeFileSync(path, '{}');

  openSettings(path, () => 1).change({ setup: 'done' });

  expect(lstatSync(path).isSymbolicLink()).toBe(true);
  expect(openSettings(path, () => 1).get().setup).toBe('done');
});
