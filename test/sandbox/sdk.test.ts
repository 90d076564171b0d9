import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { B24Hook, B24OAuth, EnumAppStatus } from '@bitrix24/b24jssdk';
import { beforeAll, expect, test } from 'vitest';
import { SEED_APP } from '#sandbox/store/seed.ts';
import { tempSandbox } from '../support/temp-sandbox.ts';
import { testCertificate } from '../support/test-certificate.ts';

let tls: Awaited<ReturnType<typeof testCertificate>>;

beforeAll(async () => {
  tls = await testCertificate();
  setDefaultCACertificates([...getCACertificates('default'), tls.cert]);
});

const UPLOAD = {
  method: 'imbot.v2.File.upload',
  params: {
    botId: 456,
    botToken: 'my_bot_token',
    dialogId: 'chat5',
    fields: { name: 'report.pdf', content: 'SGVsbG8gV29ybGQh', message: 'Here is the report' },
  },
};

test('the official SDK reads the profile and uploads a file through the webhook', async () => {
  const sandbox = await tempSandbox({ tls });
  const b24 = B24Hook.fromWebhookUrl(sandbox.webhook.replace(/\/$/, ''));

  const profile = await b24.actions.v2.call.make({ method: 'profile', params: {} });
  const upload = await b24.actions.v2.call.make(UPLOAD);

  expect(profile.getData()?.result).toMatchObject({ ID: '1', ADMIN: true });
  const [message] = sandbox.control.messages('chat5');
  expect(upload.getData()?.result).toMatchObject({
    messageId: message?.id,
    file: { name: 'report.pdf', size: 12 },
  });
  expect(message?.text).toBe('Here is the report');
});

test('the official SDK sees the portal’s error codes', async () => {
  const sandbox = await tempSandbox({ tls });
  const b24 = B24Hook.fromWebhookUrl(sandbox.webhook.replace(/\/$/, ''));
  const params = { ...UPLOAD.params, dialogId: 'chat99' };

  const refused = b24.actions.v2.call.make({ ...UPLOAD, params });

  await expect(codeOf(refused)).resolves.toBe('CHAT_NOT_FOUND');
});

test('the official SDK refreshes an expired token by itself and goes on', async () => {
  const sandbox = await tempSandbox({ tls });
  const tokens = sandbox.control.issueTokens();
  const b24 = new B24OAuth(
    {
      applicationToken: 'unused',
      userId: tokens.user_id,
      memberId: tokens.member_id,
      accessToken: tokens.access_token,
      refreshToken: tokens.refresh_token,
      expires: tokens.expires,
      expiresIn: tokens.expires_in,
      scope: tokens.scope,
      domain: sandbox.url,
      clientEndpoint: tokens.client_endpoint,
      serverEndpoint: tokens.server_endpoint,
      status: EnumAppStatus.Local,
    },
    { clientId: SEED_APP.id, clientSecret: SEED_APP.secret },
  );
  sandbox.control.expireAccessTokens();
  const { botId, dialogId, fields } = UPLOAD.params;

  const upload = await b24.actions.v2.call.make({ ...UPLOAD, params: { botId, dialogId, fields } });

  expect(upload.getData()?.result).toMatchObject({ file: { size: 12 } });
  expect(sandbox.control.requests('oauth/token').requests).toBe(1);
});

/** The code of the error a call ends in, thrown or handed back. */
async function codeOf(
  call: Promise<{ readonly isSuccess: boolean; getErrors(): Iterable<unknown> }>,
): Promise<unknown> {
  try {
    const [first] = [...(await call).getErrors()];
    return (first as { code?: unknown } | undefined)?.code;
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
}
