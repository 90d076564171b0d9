import { describe, expect, test } from 'vitest';
import type { EngineConfig } from '#config/engine-config.ts';
import { applyPolicy } from '#engine/policy/apply-policy.ts';
import { lockedSettings, settingsUnderPolicy } from '#engine/policy/preset-settings.ts';
import { policySchema, type Policy } from '#engine/policy/schema.ts';
import { watchSpec } from '#test/support/watched-folder.ts';

const OFFICE = { type: 'webhook', url: 'https://office.bitrix24.com/rest/1/abc/' } as const;
const HOME = { type: 'oauth', domain: 'home.bitrix24.com', clientId: 'a', clientSecret: 'b' } as const;

const CONFIG: EngineConfig = {
  portals: [
    { name: 'office', credentials: OFFICE, maxFileBytes: 1_000 },
    { name: 'home', credentials: HOME, maxFileBytes: 1_000 },
  ],
  bots: [
    { name: 'scanner', portal: 'office', botId: 1, botToken: 't' },
    { name: 'cat', portal: 'home', botId: 2, botToken: undefined },
  ],
  watches: [
    watchSpec('/scans', { sizeMax: 1_000 }),
    watchSpec('/cats', {
      sizeMax: 1_000,
      name: 'cats',
      target: { portal: 'home', bot: 'cat', dialog: 'chat9' },
    }),
  ],
  delivery: { perPortal: 2, requestsPerSecond: 2, burst: 50, verifyAfterMs: 65_000, retryBaseMs: 5_000 },
  dataDir: '/data',
};

const under = (policy: object) => {
  const { config, refusals } = applyPolicy(CONFIG, policySchema.parse(policy), '/home/ann');
  return { config, refusals, watches: config.watches.map(({ name }) => name) };
};

test('an empty policy changes nothing', () => {
  const { config, refusals } = under({});

  expect(config).toEqual({ ...CONFIG, rules: { forbiddenExtensions: [], dialogs: {} } });
  expect(refusals).toEqual([]);
});

describe('portals', () => {
  test('of other hosts are left out with their bots and watches when they are locked', () => {
    const { config, refusals, watches } = under({
      portals: { hosts: ['office.bitrix24.com'], locked: true },
    });

    expect(config.portals.map(({ name }) => name)).toEqual(['office']);
    expect(config.bots.map(({ name }) => name)).toEqual(['scanner']);
    expect(watches).toEqual(['scans']);
    expect(refusals).toEqual([
      { what: 'portal', name: 'home', by: 'portals' },
      { what: 'watch', name: 'cats', by: 'portal' },
    ]);
  });

  test('are only offered when they are not', () => {
    expect(under({ portals: { hosts: ['office.bitrix24.com'] } }).watches).toEqual(['scans', 'cats']);
  });
});

describe('watches', () => {
  const preset = { name: 'faxes', folder: '~/Faxes', bot: 'scanner', dialog: 'chat7' };

  test('of the policy are added, below the home of whoever runs it', () => {
    const { config, watches } = under({ watches: { entries: [preset] } });

    expect(watches).toEqual(['faxes', 'scans', 'cats']);
    expect(config.watches[0]).toMatchObject({
      folder: '/home/ann/Faxes',
      target: { portal: 'office', bot: 'scanner', dialog: 'chat7' },
      sizeMax: 1_000,
    });
  });

  test('of the policy wait as long as any other: longer on a network drive', () => {
    const { config } = under({ watches: { entries: [preset] } });

    expect(config.watches[0]).toMatchObject({ quietMs: 5_000, networkQuietMs: 15_000 });
  });

  test('of the policy replace those of the same name', () => {
    const { config } = under({ watches: { entries: [{ ...preset, name: 'scans' }] } });

    expect(config.watches.filter(({ name }) => name === 'scans')).toMatchObject([
      { folder: '/home/ann/Faxes' },
    ]);
  });

  test('are the only ones when they are locked', () => {
    const { watches, refusals } = under({ watches: { entries: [preset], locked: true } });

    expect(watches).toEqual(['faxes']);
    expect(refusals).toEqual([
      { what: 'watch', name: 'scans', by: 'watches' },
      { what: 'watch', name: 'cats', by: 'watches' },
    ]);
  });

  test('of the policy need their bot', () => {
    const { refusals } = under({ watches: { entries: [{ ...preset, bot: 'fax' }] } });

    expect(refusals).toEqual([{ what: 'watch', name: 'faxes', by: 'bot' }]);
  });
});

test('a watch to a dialog that is not allowed is left out, on that portal only', () => {
  const { watches, config } = under({ dialogs: { 'home.bitrix24.com': ['chat5'] } });

  expect(watches).toEqual(['scans']);
  expect(config.rules?.dialogs).toEqual({ home: ['chat5'] });
});

test('size and kinds of files are limited for watches and for everything that is posted', () => {
  const { config } = under({ files: { forbiddenExtensions: ['EXE'], maxBytes: 500 } });

  expect(config.portals.map(({ maxFileBytes }) => maxFileBytes)).toEqual([500, 500]);
  expect(config.watches[0]).toMatchObject({ exclude: ['*.exe'], sizeMax: 500 });
  expect(config.rules?.forbiddenExtensions).toEqual(['exe']);
});

describe('settings of the program', () => {
  const policy: Policy = {
    updates: { value: 'off', locked: true },
    language: { value: 'ru', locked: false },
  };
  const chosen = { updates: 'automatic', language: 'de', theme: 'dark' } as const;

  test('that are locked come from the policy, the others only until the user has chosen', () => {
    expect(settingsUnderPolicy(chosen, policy, () => true)).toEqual({ ...chosen, updates: 'off' });
    expect(settingsUnderPolicy(chosen, policy, () => false)).toEqual({
      ...chosen,
      updates: 'off',
      language: 'ru',
    });
    expect(lockedSettings(policy)).toEqual(['updates']);
  });

  test('stay as they are without a policy', () => {
    expect(settingsUnderPolicy(chosen, undefined, () => false)).toEqual(chosen);
    expect(lockedSettings(undefined)).toEqual([]);
  });
});
