import { z } from 'zod';

/** Official documentation of incoming webhooks. */
const WEBHOOKS = 'https://apidocs.bitrix24.com/local-integrations/local-webhooks.html';

export const HELP_TOPICS = ['guide', 'webhook', 'issues'] as const;
export type HelpTopic = (typeof HELP_TOPICS)[number];
export type HelpLinks = Readonly<Partial<Record<HelpTopic, string>>>;

const secure = z.url({ protocol: /^https$/ });
const shape = z.object({
  homepage: secure.optional().catch(undefined),
  bugs: z
    .union([secure, z.object({ url: secure }).transform(({ url }) => url)])
    .optional()
    .catch(undefined),
});

/**
 * Reads the addresses of help pages from the packed package.json. Each builder sets its own address there. A build
 * without one has no guide and no issue tracker. Pages cannot choose the address that the browser opens.
 */
export function helpLinks(project: unknown): HelpLinks {
  const { homepage, bugs } = shape.parse(project);
  const issues = bugs ?? (homepage === undefined ? undefined : `${homepage.replace(/\/$/, '')}/issues`);
  return {
    webhook: WEBHOOKS,
    ...(homepage === undefined ? {} : { guide: homepage }),
    ...(issues === undefined ? {} : { issues }),
  };
}
