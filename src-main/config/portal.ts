import { z } from 'zod';
import { MAX_FILE_BYTES } from '#domain/limits.ts';
import { name, text } from './fields.ts';

/** Bytes; never above what the API takes. */
export const maxFileBytes = z.int().min(1).max(MAX_FILE_BYTES);

const oauth = z.strictObject({
  domain: text.describe('Host of the portal, for example example.bitrix24.com'),
  clientId: text,
  clientSecret: text.describe('${env:NAME}, ${file:PATH} or ${credential:NAME}'),
});

/** A portal and how it lets us in: by exactly one of `webhook` and `oauth`. */
export const portalSettings = z
  .strictObject({
    name,
    webhook: text
      .optional()
      .describe('Incoming webhook URL: ${env:NAME}, ${file:PATH} or ${credential:NAME}'),
    oauth: oauth.optional().describe('A local app, instead of a webhook; see chatdrop login'),
    maxFileBytes: maxFileBytes.default(MAX_FILE_BYTES).describe('Larger files are never sent'),
    proxy: text.optional().describe('http://user:password@host:port; without it the environment decides'),
  })
  .refine(({ webhook, oauth }) => (webhook === undefined) !== (oauth === undefined), {
    error: 'expected either "webhook" or "oauth"',
  })
  .meta({ oneOf: [{ required: ['webhook'] }, { required: ['oauth'] }] });
export type PortalSettings = z.output<typeof portalSettings>;
