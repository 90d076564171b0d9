import { B24Hook, B24OAuth, EnumAppStatus } from '@bitrix24/b24jssdk';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

import { Secret } from '#domain/secret.ts';
import type { Access } from '#bitrix24/client/access.ts';
import { answerJson, posted, startScriptServer, type ScriptServer } from '#test/support/script-server.ts';
import { testCertificate } from '#test/support/test-certificate.ts';
import { BOT_TOKEN, CODE, connect, post, testFile } from './portal-fixture.ts';

let tls: Awaited<ReturnType<typeof testCertificate>>;

/** The SDK knows only https and brings its own connections: the certificate has to be everybody's. */
beforeAll(async () => {
  tls = await testCertificate();
  setDefaultCACertificates([...getCACertificates('default'), tls.cert]);
});

async function tlsPortal(): Promise<ScriptServer> {
  const server = await startScriptServer((_seen, response) => answerJson(response, posted(17, null)), {
    tls,
  });
  onTestFinished(() => server.close());
  return server;
}

/** What has to be alike of two requests for the same call. */
function essence(server: ScriptServer, index: number) {
  const seen = server.seen[index];
  return {
    method: seen?.method,
    restMethod: seen?.restMethod,
    // The SDK doubles a slash with OAuth and adds figures of its own to the query.
    path: seen?.url.split('?')[0]?.replace('//', '/'),
    contentType: seen?.headers['content-type']?.split(';')[0],
    accept: seen?.headers.accept?.includes('application/json'),
    body: JSON.parse(seen?.body ?? 'null') as unknown,
  };
}

async function uploadFile() {
  const made = await testFile(70_001, { name: 'Отчёт "№ 5" 😀.pdf', caption: 'line\none [b]two[/b]' });
  onTestFinished(() => made.remove());
  const fields = {
    name: made.file.name,
    message: made.file.caption,
    content: made.content.toString('base64'),
  };
  return { ...made, params: { botId: 456, dialogId: 'chat5', fields } };
}

test('an upload is the same request as the official SDK makes of it', async () => {
  const server = await tlsPortal();
  const { file, params } = await uploadFile();

  const sdk = B24Hook.fromWebhookUrl(`${server.origin}/rest/7/${CODE}`);
  const method = 'imbot.v2.File.upload';
  await sdk.actions.v2.call.make({ method, params: { ...params, botToken: BOT_TOKEN } });
  const { outcome } = await post(connect(server.origin), file);

  expect(outcome.type).toBe('posted');
  expect(essence(server, 1)).toEqual(essence(server, 0));
  expect(server.seen[1]?.headers['user-agent']).toBe('Chatdrop/test');
  expect(server.seen[1]?.headers['transfer-encoding']).toBeUndefined();
});

test('an upload by OAuth is the same request as the official SDK makes of it', async () => {
  const server = await tlsPortal();
  const { file, params } = await uploadFile();
  const accessToken = 'canary-access-token';
  const sdk = new B24OAuth(
    {
      applicationToken: '',
      userId: 1,
      memberId: 'member',
      accessToken,
      refreshToken: 'refresh',
      expires: Math.floor(Date.now() / 1_000) + 3_600,
      expiresIn: 3_600,
      scope: 'imbot',
      domain: server.origin,
      clientEndpoint: `${server.origin}/rest/`,
      serverEndpoint: `${server.origin}/rest/`,
      status: EnumAppStatus.Local,
    },
    { clientId: 'local.1', clientSecret: 'secret' },
  );
  const access: Access = {
    kind: 'oauth',
    authorize: () =>
      Promise.resolve({ endpoint: new URL('/rest/', server.origin), token: new Secret(accessToken) }),
    renew: () => Promise.resolve(),
  };

  await sdk.actions.v2.call.make({ method: 'imbot.v2.File.upload', params });
  const { outcome } = await post(connect(server.origin, { access }), file);

  expect(outcome.type).toBe('posted');
  expect(essence(server, 1)).toEqual(essence(server, 0));
});

test('a small call is the same request as the official SDK makes of it', async () => {
  const server = await tlsPortal();
  const params = { botId: 456, botToken: BOT_TOKEN, dialogId: 'chat5' };

  const sdk = B24Hook.fromWebhookUrl(`${server.origin}/rest/7/${CODE}`);
  await sdk.actions.v2.call.make({ method: 'imbot.v2.Chat.get', params });
  await connect(server.origin).rest.call('imbot.v2.Chat.get', params, {
    signal: new AbortController().signal,
  });

  expect(essence(server, 1)).toEqual(essence(server, 0));
});
