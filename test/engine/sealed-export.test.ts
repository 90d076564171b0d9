import { describe, expect, test } from 'vitest';
import { seal, sealedShape, unseal, type Sealed } from '#engine/sealed-export.ts';

test('what is sealed opens with its password and shows nothing without', async () => {
  const sealed = await seal('{"webhook":"c4n4ry"}', 'correct horse');

  expect(await unseal(sealed, 'correct horse')).toBe('{"webhook":"c4n4ry"}');
  expect(JSON.stringify(sealed)).not.toContain('c4n4ry');
  expect(sealedShape.parse(JSON.parse(JSON.stringify(sealed)))).toEqual(sealed);
});

test('the same text and password never give the same sealed text', async () => {
  const [one, other] = [await seal('text', 'password'), await seal('text', 'password')];

  expect(one.text).not.toBe(other.text);
  expect(one.salt).not.toBe(other.salt);
});

test('a wrong password is told apart from a damaged file', async () => {
  const sealed = await seal('text', 'correct horse');

  await expect(unseal(sealed, 'correct house')).rejects.toMatchObject({ code: 'secret.missing' });
});

describe('damage of any part is told as damage', () => {
  test.each(['salt', 'iv', 'tag', 'text', 'sum'] as const)('%s', async (part) => {
    const sealed = await seal('text', 'correct horse');
    const bytes = Buffer.from(sealed[part], 'base64');
    bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);

    const damaged = { ...sealed, [part]: bytes.toString('base64') };

    await expect(unseal(damaged, 'correct horse')).rejects.toMatchObject({ code: 'config.invalid' });
  });
});

test('a password typed in another form of Unicode is the same', async () => {
  expect(await unseal(await seal('text', 'Ä№'.normalize('NFC')), 'Ä№'.normalize('NFD'))).toBe('text');
});

test('what version 1 has sealed opens in every later version', async () => {
  const exported: Sealed = JSON.parse(VERSION_1) as Sealed;

  expect(await unseal(exported, 'пароль 1')).toBe(
    '{"webhook:office":"https://office.bitrix24.com/rest/1/example/"}',
  );
});

const VERSION_1 =
  '{"version":1,"salt":"UYCyABtM5kfEby5A777w8w==","iv":"HgcHgigRK4jZG5ds","tag":"zcP92uGFDjAgyaMMcocx4Q==","text":"Oqm8RLBxxtdHR8RXIFJakEdlI6sO1TgshjVr6CUdo8m09qwD1j68YpRAvad4l52rVTvYTJPSG7gbe3MFayfc5w==","sum":"hs21AUXwioTu/odi6SNUelHXvmKaaKiKdRfzdsp6isc="}';
