import { expect, onTestFinished, test } from 'vitest';
import { fetchPicture } from '#bitrix24/admin/picture.ts';
import { createNetworks } from '#bitrix24/http/networks.ts';
import { startScriptServer, type Script } from '#test/support/script-server.ts';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);

async function pictureFrom(script: Script, address: (origin: string) => string) {
  const server = await startScriptServer(script);
  const network = createNetworks().to(server.origin, 'none');
  onTestFinished(async () => {
    network.close();
    await server.close();
  });
  const parts = { origin: server.origin, network, userAgent: 'test' };
  const picture = await fetchPicture(parts, address(server.origin), AbortSignal.timeout(10_000));
  return { picture, seen: server.seen };
}

test('a picture of the portal itself comes as data, and nothing that lets anybody in goes along', async () => {
  const { picture, seen } = await pictureFrom(
    (_seen, response) => void response.end(PNG),
    () => '/upload/a%20b.png?1',
  );

  expect(picture).toBe(`data:image/png;base64,${PNG.toString('base64')}`);
  expect(seen).toMatchObject([{ method: 'GET', url: '/upload/a%20b.png?1' }]);
  expect(Object.keys(seen[0]?.headers ?? {})).not.toContain('authorization');
});

test.each([
  'http://elsewhere.example/a.png',
  '//elsewhere.example/a.png',
  'file:///etc/passwd',
  'data:image/png;base64,AA==',
  'javascript:alert(1)',
])('%s is asked of nobody', async (address) => {
  const { picture, seen } = await pictureFrom(
    (_seen, response) => void response.end(PNG),
    () => address,
  );

  expect([picture, seen]).toEqual([undefined, []]);
});

const MISFITS: readonly (readonly [string, Script])[] = [
  ['a redirect', (_seen, response) => void response.writeHead(302, { location: '/b.png' }).end()],
  ['a page', (_seen, response) => void response.end('<script>alert(1)</script>')],
  ['half the head of a PNG', (_seen, response) => void response.end(Buffer.from([0x89, 0x50, 1, 2, 3]))],
  ['a file that only begins with the same byte', (_seen, response) => void response.end('GARBAGE')],
  ['an SVG', (_seen, response) => void response.end('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['too much', (_seen, response) => void response.end(Buffer.concat([PNG, Buffer.alloc(300_000)]))],
  ['an error', (_seen, response) => void response.writeHead(404).end(PNG)],
];

test.each(MISFITS)('%s is no picture', async (_name, script) => {
  const { picture, seen } = await pictureFrom(script, () => '/a.png');

  expect(picture).toBeUndefined();
  expect(seen).toHaveLength(1);
});
