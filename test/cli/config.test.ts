import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { problemLines } from '#config/problem.ts';
import { readConfig } from '#cli/config/read-config.ts';
import type { ConfigFile } from '#cli/config/schema.ts';
import { toEngineSettings } from '#cli/config/to-engine-settings.ts';
import { toEngineConfig } from '#config/to-engine-config.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';

const WEBHOOK = 'https://example.bitrix24.com/rest/1/canary0webhook/';
const TOKEN = 'canary-token';
const ENV = { HOOK: WEBHOOK, TOKEN };

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

const portal = (changes: object = {}) => ({ name: 'office', webhook: '${env:HOOK}', ...changes });
const bot = (changes: object = {}) => ({
  name: 'scanner',
  portal: 'office',
  botId: 456,
  botToken: '${env:TOKEN}',
  ...changes,
});
const watch = (changes: object = {}) => ({
  name: 'scans',
  folder: 'scans',
  bot: 'scanner',
  dialog: 'chat5',
  ...changes,
});
const config = (changes: object = {}) => ({
  portals: [portal()],
  bots: [bot()],
  watches: [watch()],
  ...changes,
});

function engineConfig(file: ConfigFile, folder: string, dataDir: string) {
  return toEngineConfig(toEngineSettings(file), { dataDir, toPath: (named) => resolve(folder, named) });
}

function read(content: unknown, env: Record<string, string> = ENV) {
  const path = join(folder, 'chatdrop.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return readConfig(path, env);
}

function complaints(content: unknown, env?: Record<string, string>): readonly string[] {
  const result = read(content, env);
  return result.ok ? [] : problemLines('chatdrop.json', result.problems);
}

test('a minimal configuration gets the documented defaults', () => {
  const result = read(config({ $schema: './config.schema.json' }));

  expect(result.ok && engineConfig(result.file, '/etc/chatdrop', '/var/lib/chatdrop')).toMatchObject({
    portals: [{ name: 'office', credentials: { type: 'webhook', url: WEBHOOK }, maxFileBytes: 104_857_599 }],
    bots: [{ name: 'scanner', portal: 'office', botId: 456, botToken: TOKEN }],
    watches: [
      {
        folder: '/etc/chatdrop/scans',
        target: { portal: 'office', bot: 'scanner', dialog: 'chat5' },
        recursive: true,
        maxDepth: Infinity,
        existing: 'new',
        quietMs: 5000,
        networkQuietMs: 15_000,
        sizeMin: 1,
        sizeMax: 104_857_599,
        perMinuteCap: 0,
        after: { type: 'keep' },
        changed: 'ignore',
        repeats: 'same-name',
        mode: 'detect',
        caption: '',
      },
    ],
    delivery: { perPortal: 2, requestsPerSecond: 2, burst: 50, verifyAfterMs: 65_000, retryBaseMs: 5000 },
    dataDir: '/var/lib/chatdrop',
  });
});

test('seconds may be fractions, and the size limit of a watch never exceeds the one of its portal', () => {
  const result = read(
    config({
      portals: [portal({ maxFileBytes: 1000 })],
      watches: [watch({ quietSeconds: 0.25, sizeMax: 5000 })],
    }),
  );

  const [first] = result.ok ? engineConfig(result.file, '/', '/data').watches : [];
  expect(first).toMatchObject({ quietMs: 250, sizeMax: 1000 });
});

test('a portal may be entered by OAuth, and its bot then needs no token', () => {
  const oauth = { domain: 'example.bitrix24.com', clientId: 'local.1', clientSecret: '${env:TOKEN}' };

  const result = read(config({ portals: [{ name: 'office', oauth }], bots: [bot({ botToken: undefined })] }));

  expect(result.ok && engineConfig(result.file, '/', '/data').portals).toMatchObject([
    { credentials: { type: 'oauth', domain: 'example.bitrix24.com', clientSecret: TOKEN } },
  ]);
});

describe('every mistake names the file, the place and what is expected there', () => {
  test.each<[string, unknown, string]>([
    ['no JSON', '{\n  "portals": []\n  x', 'chatdrop.json: expected JSON, stopped at line 3, column 3'],
    ['a comma too many', '{ "portals": [,] }', 'chatdrop.json: expected JSON, stopped at line 1, column 15'],
    ['nothing', '', 'chatdrop.json: expected JSON, stopped at line 1, column 1'],
    [
      'a deep one',
      '['.repeat(60) + ']'.repeat(60),
      'chatdrop.json: expected JSON that is at most 50 levels deep',
    ],
    ['a very deep one', '['.repeat(1_000_000), 'chatdrop.json: expected JSON that is at most 50 levels deep'],
    [
      'too many watches',
      config({ watches: Array.from({ length: 100_000 }, (_, at) => watch({ name: `w${at}` })) }),
      'chatdrop.json: watches: expected at most 1000 entries',
    ],
    [
      'a key with a line break',
      { ...config(), 'a\nb\u001b[31m': 1 },
      String.raw`chatdrop.json: ["a\u{a}b\u{1b}[31m"]: no such setting`,
    ],
    [
      'a key of the language',
      `{ "__proto__": {}, ${JSON.stringify(config()).slice(1)}`,
      'chatdrop.json: __proto__: no such setting',
    ],
    [
      'a shell variable',
      config({ bots: [bot({ botToken: '${TOKEN}' })] }),
      'chatdrop.json: bots[0].botToken: expected ${env:TOKEN} in place of ${TOKEN}',
    ],
    [
      'a pattern without an end',
      config({ watches: [watch({ include: ['*.pdf', '[a'] })] }),
      String.raw`chatdrop.json: watches[0].include[1]: expected a pattern: a bracket or brace has no end, or a range runs backwards (write \[ for a plain bracket)`,
    ],
    [
      'sizes',
      config({ watches: [watch({ sizeMin: 10, sizeMax: 9 })] }),
      'chatdrop.json: watches[0].sizeMax: expected at least "sizeMin"',
    ],
    ['no object', [], 'chatdrop.json: expected an object { … }'],
    ['no portals', { bots: [bot()] }, 'chatdrop.json: portals: is missing, expected a list'],
    ['empty list', config({ portals: [] }), 'chatdrop.json: portals: expected at least 1 entry'],
    ['unknown key', config({ watchs: [] }), 'chatdrop.json: watchs: no such setting'],
    [
      'unknown key inside',
      config({ watches: [watch({ Folder: 'x' })] }),
      'chatdrop.json: watches[0].Folder: no such setting',
    ],
    [
      'dialog',
      config({ watches: [watch({ dialog: 'sales' })] }),
      'chatdrop.json: watches[0].dialog: expected a dialog such as "chat5", "5" (a user) or "sg7"',
    ],
    [
      'dialog missing',
      config({ watches: [watch({ dialog: undefined })] }),
      'chatdrop.json: watches[0].dialog: is missing, expected a text',
    ],
    [
      'existing',
      config({ watches: [watch({ existing: 'some' })] }),
      'chatdrop.json: watches[0].existing: expected "new" or "all"',
    ],
    [
      'after',
      config({ watches: [watch({ after: 'delete' })] }),
      'chatdrop.json: watches[0].after: expected "keep", "trash" or { "move": "Sent/{yyyy}-{mm}" }',
    ],
    [
      'quiet time',
      config({ watches: [watch({ quietSeconds: -1 })] }),
      'chatdrop.json: watches[0].quietSeconds: expected at least 0',
    ],
    [
      'quiet time as text',
      config({ watches: [watch({ quietSeconds: '5' })] }),
      'chatdrop.json: watches[0].quietSeconds: expected a number',
    ],
    [
      'include',
      config({ watches: [watch({ include: '*.pdf' })] }),
      'chatdrop.json: watches[0].include: expected a list',
    ],
    [
      'bot id',
      config({ bots: [bot({ botId: 1.5 })] }),
      'chatdrop.json: bots[0].botId: expected a whole number',
    ],
    [
      'limit',
      config({ portals: [portal({ maxFileBytes: 104_857_600 })] }),
      'chatdrop.json: portals[0].maxFileBytes: expected at most 104857599',
    ],
    [
      'rate',
      config({ delivery: { requestsPerSecond: 0 } }),
      'chatdrop.json: delivery.requestsPerSecond: expected more than 0',
    ],
    [
      'two ways in',
      config({ portals: [portal({ oauth: { domain: 'a', clientId: 'b', clientSecret: '${env:TOKEN}' } })] }),
      'chatdrop.json: portals[0]: expected either "webhook" or "oauth"',
    ],
    [
      'no way in',
      config({ portals: [{ name: 'office' }] }),
      'chatdrop.json: portals[0]: expected either "webhook" or "oauth"',
    ],
    [
      'proxy',
      config({ portals: [portal({ proxy: 'proxy.example' })] }),
      'chatdrop.json: portals[0].proxy: expected a proxy such as http://user:password@proxy.example:3128',
    ],
    [
      'host of a portal',
      config({
        portals: [
          { name: 'office', oauth: { domain: 'my portal', clientId: 'b', clientSecret: '${env:TOKEN}' } },
        ],
      }),
      'chatdrop.json: portals[0].oauth.domain: expected the host of a portal: this is not a web address',
    ],
    [
      'no token',
      config({ bots: [bot({ botToken: undefined })] }),
      'chatdrop.json: bots[0].botToken: is missing, a portal with a webhook needs it',
    ],
    [
      'portal of a bot',
      config({ bots: [bot({ portal: 'offic' })] }),
      'chatdrop.json: bots[0].portal: expected the name of a portal: "office"',
    ],
    [
      'bot of a watch',
      config({ watches: [watch({ bot: 'x' })] }),
      'chatdrop.json: watches[0].bot: expected the name of a bot: "scanner"',
    ],
    [
      'name taken',
      config({ watches: [watch(), watch()] }),
      'chatdrop.json: watches[1].name: expected a name that no other entry has',
    ],
    [
      'variable',
      config({ bots: [bot({ botToken: '${env:NOT_SET}' })] }),
      'chatdrop.json: bots[0].botToken: nothing found for ${env:NOT_SET}',
    ],
    [
      'kind of reference',
      config({ bots: [bot({ botToken: '${vault:x}' })] }),
      'chatdrop.json: bots[0].botToken: expected ${env:NAME}, ${file:PATH} or ${credential:NAME}',
    ],
  ])('%s', (_what, content, line) => {
    expect(complaints(content)).toEqual([line]);
  });

  test('all of them at once, each on its own line', () => {
    const wrong = config({
      bots: [bot({ botId: 0, botToken: '${env:NOT_SET}' })],
      watches: [watch({ dialog: '-' })],
      x: 1,
    });

    expect(complaints(wrong)).toHaveLength(4);
  });
});

describe('a webhook that is none', () => {
  test.each([
    ['https://example.bitrix24.com/crm/', 'this is the address of a portal, not of a webhook'],
    ['http://example.bitrix24.com/rest/1/canary0webhook/', 'the address must begin with https://'],
    ['https://example.bitrix24.com/rest/1/', 'the secret part is missing'],
  ])('%s is told without repeating it', (HOOK, words) => {
    const lines = complaints(config(), { HOOK, TOKEN });

    expect(lines).toEqual([
      expect.stringContaining(`portals[0].webhook: expected the URL of an incoming webhook: ${words}`),
    ]);
    expect(lines.join()).not.toContain('canary');
    expect(lines.join()).not.toContain('example.bitrix24.com');
  });
});

describe('secrets', () => {
  const secretsFile = (mode: number, content = `${TOKEN}\n`) => {
    const path = join(folder, 'token');
    writeFileSync(path, content);
    chmodSync(path, mode);
  };
  const withFile = config({ bots: [bot({ botToken: '${file:token}' })] });

  test('come from a file that only its owner can read', () => {
    secretsFile(0o600);

    expect(read(withFile)).toMatchObject({ ok: true, file: { bots: [{ botToken: TOKEN }] } });
  });

  test.each([0o640, 0o604, 0o644, 0o660])('do not come from a file with mode %o', (mode) => {
    secretsFile(mode);

    expect(complaints(withFile)).toEqual([
      expect.stringMatching(/bots\[0\]\.botToken: others may read the file of \$\{file:token\}.*chmod 600/),
    ]);
  });

  test('do not come from an empty or missing file', () => {
    expect(complaints(withFile)).toEqual([
      'chatdrop.json: bots[0].botToken: nothing found for ${file:token}',
    ]);
    secretsFile(0o600, '');
    expect(complaints(withFile)).toEqual([
      'chatdrop.json: bots[0].botToken: nothing found for ${file:token}',
    ]);
  });

  test('come from a systemd credential', () => {
    const credentials = join(folder, 'credentials');
    mkdirSync(credentials);
    writeFileSync(join(credentials, 'bot'), TOKEN);

    const result = read(config({ bots: [bot({ botToken: '${credential:bot}' })] }), {
      ...ENV,
      CREDENTIALS_DIRECTORY: credentials,
    });

    expect(result).toMatchObject({ ok: true, file: { bots: [{ botToken: TOKEN }] } });
  });

  test('may stand in the configuration itself only while nobody else can read it', () => {
    const literal = config({ portals: [portal({ webhook: WEBHOOK })], bots: [bot({ botToken: TOKEN })] });

    const open = complaints(literal);
    chmodSync(join(folder, 'chatdrop.json'), 0o600);
    const closed = complaints(literal);

    expect(open.map((line) => line.split(': ')[1])).toEqual(['portals[0].webhook', 'bots[0].botToken']);
    expect(open.join()).not.toContain('canary');
    expect(closed).toEqual([]);
  });

  test('of a portal on this machine may stand anywhere: the sandbox has nothing to guard', () => {
    const local = portal({ webhook: 'http://127.0.0.1:4000/rest/1/sandbox/' });

    expect(complaints(config({ portals: [local], bots: [bot({ botToken: 'my_bot_token' })] }))).toEqual([]);
  });

  test('never appear in what is said about a broken file, not even beside the mistake', () => {
    const lines = complaints(`{ "portals": [{ "name": "office", "webhook": "${WEBHOOK}" ]`);

    expect(lines).toHaveLength(1);
    expect(lines.join()).not.toContain('canary');
  });
});

test('a byte order mark, as editors on Windows write it, is no mistake', () => {
  expect(complaints(`\uFEFF${JSON.stringify(config())}`)).toEqual([]);
});

test('comments and trailing commas are allowed', () => {
  const [first, ...rest] = JSON.stringify(config(), undefined, 2).split('\n');
  const text = [first, '// the office', ...rest].join('\n').replace(/\n\}$/, ', /* done */ }');

  expect(complaints(text)).toEqual([]);
});

test.each([
  ['UTF-16, little end first', Buffer.from(`\uFEFF${JSON.stringify(config())}`, 'utf16le')],
  ['UTF-16 without a mark', Buffer.from(JSON.stringify(config()), 'utf16le')],
  ['UTF-16, big end first', Buffer.from(`\uFEFF${JSON.stringify(config())}`, 'utf16le').swap16()],
])('%s is read', (_what, bytes) => {
  const path = join(folder, 'chatdrop.json');
  writeFileSync(path, bytes);

  expect(readConfig(path, ENV).ok).toBe(true);
});

test('bytes that are no text are said to be none', () => {
  const path = join(folder, 'chatdrop.json');
  writeFileSync(path, Buffer.from([0x7b, 0xff, 0x7d]));

  expect(readConfig(path, ENV)).toMatchObject({
    problems: [{ expected: 'expected JSON in UTF-8 or UTF-16' }],
  });
});

test('a secret may lie below the home folder', () => {
  writeFileSync(join(folder, 'token'), TOKEN);
  chmodSync(join(folder, 'token'), 0o600);
  const path = join(folder, 'chatdrop.json');
  writeFileSync(path, JSON.stringify(config({ bots: [bot({ botToken: '${file:~/token}' })] })));

  expect(readConfig(path, ENV, folder)).toMatchObject({ ok: true, file: { bots: [{ botToken: TOKEN }] } });
});

test('of very many mistakes the first twenty are named', () => {
  const lines = complaints(config({ watches: Array.from({ length: 900 }, () => ({})) }));

  expect(lines).toHaveLength(21);
  expect(lines.at(-1)).toMatch(/^chatdrop\.json: and \d+ more$/);
});
