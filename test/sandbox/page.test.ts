import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { sizeText } from '#sandbox/page/format.ts';
import { tempSandbox } from '../support/temp-sandbox.ts';
import { upload } from './ask.ts';

const EVIL = `<script>alert("1")</script>' onload='x`;

test('the page shows a chat with its files, and a link that downloads each', async () => {
  const sandbox = await tempSandbox();
  await upload(sandbox, 'Отчёт №5.pdf', 'x'.repeat(35_000));

  const page = await (await fetch(`${sandbox.url}/online/?IM_DIALOG=chat5`)).text();
  const link = /href="(\/online\/file\/\d+)"/.exec(page)?.[1] ?? '';
  const file = await fetch(`${sandbox.url}${link}`);

  expect(page).toContain('Accounting');
  expect(page).toContain('Here is Отчёт №5.pdf');
  expect(page).toContain('35 kB');
  expect((await file.text()).length).toBe(35_000);
  expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
});

test('names and captions are shown as text, and the policy allows no script at all', async () => {
  const sandbox = await tempSandbox();
  await upload(sandbox, EVIL, 'x');
  sandbox.control.post('chat5', 2, EVIL);

  const response = await fetch(`${sandbox.url}/online/?IM_DIALOG=chat5`);
  const page = await response.text();

  expect(page).not.toContain('<script');
  expect(page).not.toContain(`' onload=`);
  expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)');
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? '';
  expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
});

test('pictures are previewed; what could carry a script is only ever downloaded', async () => {
  const sandbox = await tempSandbox();
  for (const name of ['a.png', 'a.svg', 'a.html']) await upload(sandbox, name, 'x');
  const ids = sandbox.control.messages('chat5').map(({ file }) => file?.id);

  const types = await Promise.all(
    ids.map(async (id) => {
      const { headers } = await fetch(`${sandbox.url}/online/file/${id ?? 0}/preview`);
      return [headers.get('content-type'), headers.has('content-disposition')];
    }),
  );

  expect(types).toEqual([
    ['image/png', false],
    ['application/octet-stream', true],
    ['application/octet-stream', true],
  ]);
});

test.each(['chat99', 'nonsense', '2'])('there is no page for the dialog %s', async (dialog) => {
  const sandbox = await tempSandbox();

  expect((await fetch(`${sandbox.url}/online/?IM_DIALOG=${dialog}`)).status).toBe(404);
});

test('a long chat is shown from its end, and older messages are a link away', async () => {
  const sandbox = await tempSandbox();
  for (let n = 0; n < 201; n += 1) sandbox.control.post('chat5', 2, `message-${n}.`);

  const page = await (await fetch(`${sandbox.url}/online/?IM_DIALOG=chat5&refresh=5`)).text();
  const earlier = /href="([^"]+before=\d+)"/.exec(page)?.[1]?.replace('&amp;', '&') ?? '';
  const older = await (await fetch(`${sandbox.url}${earlier}`)).text();

  expect(page).toContain('message-200.');
  expect(page).not.toContain('message-0.');
  expect(page).toContain('<meta http-equiv="refresh" content="5" />');
  expect(older).toContain('message-0.');
});

test.each([
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_000, '1 kB'],
  [35_341, '35 kB'],
  [5_200_000, '5.2 MB'],
  [104_857_599, '105 MB'],
])('%i bytes read as %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});
