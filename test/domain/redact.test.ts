import { inspect } from 'node:util';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { redact } from '#domain/redact.ts';
import { Secret } from '#domain/secret.ts';

const CANARY = 'canary4711secret';

test.each([
  `POST https://portal.example/rest/7/${CANARY}/imbot.v2.File.upload failed`,
  `https://portal.example/rest/api/7/${CANARY}`,
  `"/rest/7/${CANARY}/profile.json"`,
  `?auth=${CANARY}&x=1`,
  `body: auth=${CANARY}`,
  `{"auth":"${CANARY}","fields":{}}`,
  `{"access_token" : "${CANARY}"}`,
  `{"refresh_token":"${CANARY}"}`,
  `grant_type=refresh_token&refresh_token=${CANARY}&client_secret=${CANARY}`,
  `{ botToken: '${CANARY}' }`,
  `{"botToken":"${CANARY}\\"and more"}`,
  `bot_token=${CANARY}`,
  `Authorization: Bearer ${CANARY}`,
  `"authorization":"Basic ${CANARY}"`,
  `Proxy-Authorization: Basic ${CANARY}`,
  `via http://user:${CANARY}@proxy.example:3128/`,
  `via socks5://${CANARY}@proxy.example`,
  `http://127.0.0.1:5000/?code=${CANARY}&state=x`,
])('%s loses its secret', (text) => {
  const clean = redact(text);

  expect(clean).not.toContain(CANARY);
  expect(clean).toContain('****');
});

test.each([
  'delivered report.pdf to chat5 as message 17',
  'https://portal.example/online/?IM_DIALOG=chat5&IM_MESSAGE=17',
  '{"code":"portal.scope","origin":"INSUFFICIENT_SCOPE"}',
  'code=portal.scope',
  'imbot.v2.File.upload: BOT_TOKEN_NOT_SPECIFIED',
  'C:\\Users\\me\\rest\\7\\file.txt',
  'chatdrop.json: bots[0].botToken: expected a text',
])('%s stays as it is', (text) => {
  expect(redact(text)).toBe(text);
});

test('a known secret goes wherever and however it stands', () => {
  const secret = new Secret('pä ss/"word"');

  const clean = redact(
    `pä ss/"word" ${encodeURIComponent('pä ss/"word"')} ${JSON.stringify('pä ss/"word"')}`,
    [secret],
  );

  expect(clean).toBe('**** **** "****"');
});

test('no random secret survives in any of the forms', () => {
  const secrets = fc.stringMatching(/^[A-Za-z0-9]{10,40}$/);
  fc.assert(
    fc.property(secrets, fc.string(), fc.string(), (secret, before, after) => {
      const text = `${before} ${secret} ${after} /rest/1/${secret}/ {"token":"${secret}"}`;
      expect(redact(text, [new Secret(secret)])).not.toContain(secret);
    }),
  );
});

test('a secret shows itself only when asked to', () => {
  const secret = new Secret(CANARY);

  const shown = [
    String(secret),
    `text with ${secret.toString()}`,
    JSON.stringify({ secret }),
    inspect(secret),
    inspect({ nested: { secret } }, { depth: 9, showHidden: true }),
  ];

  for (const text of shown) expect(text).not.toContain(CANARY);
  expect(secret.reveal()).toBe(CANARY);
});
