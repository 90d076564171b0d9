import fc from 'fast-check';
import { expect, test } from 'vitest';

import { parseWebhookUrl, webhookMovedTo, type WebhookUrlProblem } from '#domain/webhook-url.ts';

const CODE = 'a1b2c3d4e5f6g7h8';

test.each([
  [`https://b24-abc.bitrix24.com/rest/1/${CODE}/`, 'https://b24-abc.bitrix24.com', 1],
  [`https://b24-abc.bitrix24.com/rest/1/${CODE}`, 'https://b24-abc.bitrix24.com', 1],
  [`https://b24-abc.bitrix24.de/rest/17/${CODE}/profile.json`, 'https://b24-abc.bitrix24.de', 17],
  [`https://b24-abc.bitrix24.ru/rest/17/${CODE}/profile.xml`, 'https://b24-abc.bitrix24.ru', 17],
  [
    `https://b24-abc.bitrix24.com.br/rest/17/${CODE}/imbot.v2.Bot.list`,
    'https://b24-abc.bitrix24.com.br',
    17,
  ],
  [`https://b24-abc.bitrix24.eu/rest/api/17/${CODE}/`, 'https://b24-abc.bitrix24.eu', 17],
  [`https://b24-abc.bitrix24.eu/rest/api/17/${CODE}/profile/`, 'https://b24-abc.bitrix24.eu', 17],
  [`b24-abc.bitrix24.eu/rest/17/${CODE}/`, 'https://b24-abc.bitrix24.eu', 17],
  [`  https://B24-ABC.Bitrix24.EU/rest/17/${CODE}/ \n`, 'https://b24-abc.bitrix24.eu', 17],
  [`"https://b24-abc.bitrix24.eu/rest/17/${CODE}/"`, 'https://b24-abc.bitrix24.eu', 17],
  [`<https://b24-abc.bitrix24.eu/rest/17/${CODE}/>,`, 'https://b24-abc.bitrix24.eu', 17],
  [`HTTPS://portal.example:8443/rest/17/${CODE}/?x=1#y`, 'https://portal.example:8443', 17],
  [`https://portal.example:443/rest/17/${CODE}/`, 'https://portal.example', 17],
  [`https://portal.example./rest/17/${CODE}/`, 'https://portal.example', 17],
  [`https://портал.рф/rest/17/${CODE}/`, 'https://портал.рф', 17],
  [`https://192.168.0.10/rest/17/${CODE}/`, 'https://192.168.0.10', 17],
  [`https://[2001:db8::1]:8443/rest/17/${CODE}/`, 'https://[2001:db8::1]:8443', 17],
  [`http://127.0.0.1:4024/rest/17/${CODE}/`, 'http://127.0.0.1:4024', 17],
  [`http://[::1]:4024/rest/17/${CODE}/`, 'http://[::1]:4024', 17],
  [`http://localhost:80/rest/17/${CODE}/`, 'http://localhost', 17],
  [`https://portal.example//rest//17//${CODE}//`, 'https://portal.example', 17],
])('%s is understood', (pasted, origin, userId) => {
  const parsed = parseWebhookUrl(pasted);

  expect(parsed).toMatchObject({ ok: true, webhook: { origin, userId } });
  expect(parsed.ok && parsed.webhook.code.reveal()).toBe(CODE);
});

test.each<[string, WebhookUrlProblem]>([
  ['', 'empty'],
  ['   ', 'empty'],
  ['""', 'empty'],
  ['hello there', 'not-an-address'],
  [`https:///rest/1/${CODE}/`, 'not-an-address'],
  [`https://-/rest/1/${CODE}/`, 'not-an-address'],
  [`curl https://portal.example/rest/1/${CODE}/`, 'not-an-address'],
  [`ftp://portal.example/rest/1/${CODE}/`, 'scheme'],
  [`javascript://portal.example/rest/1/${CODE}/`, 'scheme'],
  [`http://portal.example/rest/1/${CODE}/`, 'https-required'],
  [`http://127.0.0.1.evil.example/rest/1/${CODE}/`, 'https-required'],
  [`http://localhost.example/rest/1/${CODE}/`, 'https-required'],
  [`https://user:pass@portal.example/rest/1/${CODE}/`, 'login-in-address'],
  [`https://portal.example@evil.example/rest/1/${CODE}/`, 'login-in-address'],
  [`https://portal.example:0/rest/1/${CODE}/`, 'port'],
  [`https://portal.example:70000/rest/1/${CODE}/`, 'port'],
  [`https://portal.example:80a/rest/1/${CODE}/`, 'port'],
  ['https://portal.example', 'no-webhook-path'],
  ['portal.example', 'no-webhook-path'],
  ['https://portal.example/crm/deal/', 'no-webhook-path'],
  ['https://portal.example/devops/section/standard/', 'no-webhook-path'],
  ['https://portal.example/rest/', 'no-code'],
  ['https://portal.example/rest/api/', 'no-code'],
  ['https://portal.example/rest/1/', 'no-code'],
  ['https://portal.example/rest/1/imbot.v2.File.upload', 'no-code'],
  ['https://portal.example/rest/profile.json', 'user-id'],
  [`https://portal.example/rest/0/${CODE}/`, 'user-id'],
  [`https://portal.example/rest/-1/${CODE}/`, 'user-id'],
  [`https://portal.example/rest/admin/${CODE}/`, 'user-id'],
  ['https://portal.example/rest/1/a%20b/', 'code-characters'],
  ['https://portal.example/rest/1/****/', 'code-characters'],
  [`https://portal.example/rest/1/${CODE}/profile/more/`, 'extra-path'],
  [`https://portal.example/rest/1/${CODE}/pro%20file`, 'extra-path'],
])('%j is refused: %s', (pasted, problem) => {
  expect(parseWebhookUrl(pasted)).toEqual({ ok: false, problem });
});

test('nothing that is pasted is repeated in the answer', () => {
  expect(JSON.stringify(parseWebhookUrl(`http://portal.example/rest/1/${CODE}/`))).not.toContain(CODE);
  expect(JSON.stringify(parseWebhookUrl(`https://portal.example/rest/1/${CODE}/`))).not.toContain(CODE);
});

test('whatever is pasted gives an answer, and an accepted one is safe', () => {
  const parts = fc.array(
    fc.constantFrom(
      'https',
      'http',
      '://',
      '/',
      'rest',
      'api',
      '1',
      CODE,
      ':',
      '@',
      '.',
      ' ',
      'x.de',
      '[',
      ']',
      '\\',
      '?',
      '#',
      '%',
      'ü',
    ),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        parts.map((list) => list.join('')),
      ),
      (pasted) => {
        const parsed = parseWebhookUrl(pasted);
        if (!parsed.ok) return;
        const { hostname, protocol, origin } = new URL(parsed.webhook.origin);
        expect(protocol === 'https:' || /^(localhost|.*\.localhost|\[::1\]|127\..*)$/.test(hostname)).toBe(
          true,
        );
        expect(new URL(parsed.webhook.origin).origin).toBe(origin);
      },
    ),
    { numRuns: 5_000 },
  );
});

test('a webhook goes on at the host its portal was renamed to, over https alone', () => {
  const parsed = parseWebhookUrl(`https://old.bitrix24.eu/rest/17/${CODE}/`);
  if (!parsed.ok) throw new Error(parsed.problem);

  const moved = webhookMovedTo(parsed.webhook, 'new.bitrix24.eu');

  expect(moved).toMatchObject({ ok: true, webhook: { origin: 'https://new.bitrix24.eu', userId: 17 } });
  expect(moved.ok && moved.webhook.code.reveal()).toBe(CODE);
  expect(webhookMovedTo(parsed.webhook, 'user@evil.example')).toMatchObject({ ok: false });
});
