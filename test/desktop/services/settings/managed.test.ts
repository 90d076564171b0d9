import { describe, expect, test } from 'vitest';
import type { EngineConfig } from '#config/engine-config.ts';
import type { PolicyReading } from '#engine/policy/read-policy.ts';
import { policySchema } from '#engine/policy/schema.ts';
import { configUnderPolicy, managedSettings } from '#desktop/services/settings/managed.ts';
import { watchSpec } from '#test/support/watched-folder.ts';
import { DEFAULTS, type Stored } from '#desktop/services/settings/stored.ts';

const CONFIG: EngineConfig = {
  portals: [
    {
      name: 'home',
      credentials: { type: 'webhook', url: 'https://home.bitrix24.com/rest/1/a/' },
      maxFileBytes: 9,
    },
  ],
  bots: [],
  watches: [],
  delivery: { perPortal: 2, requestsPerSecond: 2, burst: 50, verifyAfterMs: 65_000, retryBaseMs: 5_000 },
  dataDir: '/data',
};
const HOST = { home: '/home/ann', log: () => undefined };

const inForce = (policy: object): PolicyReading => ({
  type: 'in-force',
  path: '/etc/chatdrop/policy.json',
  policy: policySchema.parse(policy),
});

/** Settings in memory, as they are on disk. */
function settingsFile(settings: Partial<Stored['settings']>) {
  let stored: Stored = { ...DEFAULTS, settings: { ...DEFAULTS.settings, ...settings } };
  return {
    get: () => stored,
    change: (patch: Partial<Stored>) => (stored = { ...stored, ...patch }),
    damaged: [],
  };
}

test('whatever was imported, the engine is told only what the policy allows', () => {
  const policy = inForce({ portals: { hosts: ['office.bitrix24.com'], locked: true } });

  expect(configUnderPolicy(CONFIG, policy, HOST).config.portals).toEqual([]);
});

test('what the policy leaves out and what it adds is known by name', () => {
  const policy = inForce({
    portals: { hosts: ['office.bitrix24.com'], locked: true },
    watches: {
      entries: [{ name: 'Scans', folder: '~/Scans', bot: 'scanner', dialog: 'chat5' }],
      locked: true,
    },
  });
  const office = {
    name: 'office',
    credentials: { type: 'webhook', url: 'https://office.bitrix24.com/rest/1/a/' } as const,
    maxFileBytes: 9,
  };
  const target = { portal: 'office', bot: 'scanner', dialog: 'chat7' };
  const own = { ...watchSpec('/home/ann/Own'), name: 'Own', target };
  const bots = [{ name: 'scanner', portal: 'office', botId: 1, botToken: 'x' }];
  const config = { ...CONFIG, portals: [...CONFIG.portals, office], bots, watches: [own] };

  const { refused, watches } = configUnderPolicy(config, policy, HOST);

  expect([[...refused.portals], [...refused.watches]]).toEqual([['home'], ['Own']]);
  expect(watches).toMatchObject([{ name: 'Scans', folder: '/home/ann/Scans' }]);
});

test('one that cannot be understood allows nothing; one that does not count changes nothing', () => {
  const path = '/etc/chatdrop/policy.json';

  const { config, refused } = configUnderPolicy(
    CONFIG,
    { type: 'invalid', path, problems: [{ path: [], expected: 'x' }] },
    HOST,
  );
  expect([config.portals, [...refused.portals]]).toEqual([[], ['home']]);
  expect(configUnderPolicy(CONFIG, { type: 'untrusted', path, why: 'owner' }, HOST).config).toBe(CONFIG);
  expect(configUnderPolicy(CONFIG, { type: 'none', path }, HOST).config).toBe(CONFIG);
});

describe('settings under a policy', () => {
  const policy = inForce({
    updates: { value: 'off', locked: true },
    language: { value: 'ru', locked: false },
  });

  test('a locked one stays, however it is changed', () => {
    const settings = managedSettings(settingsFile({}), policy);

    const changed = settings.change({ settings: { ...DEFAULTS.settings, updates: 'automatic' } });

    expect([changed.settings.updates, settings.get().settings.updates]).toEqual(['off', 'off']);
  });

  test('a preset one holds until the user chooses', () => {
    const settings = managedSettings(settingsFile({}), policy);
    const before = settings.get().settings.language;

    settings.change({ settings: { ...DEFAULTS.settings, language: 'de' } });

    expect([before, settings.get().settings.language]).toEqual(['ru', 'de']);
  });
});
