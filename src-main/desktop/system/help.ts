import project from '../../../package.json' with { type: 'json' };

/** Official documentation of incoming webhooks. */
const WEBHOOKS = 'https://apidocs.bitrix24.com/local-integrations/local-webhooks.html';

const { homepage, bugs } = project as { readonly homepage?: string; readonly bugs?: string };

/** Where help is found. Fixed at build time, so that no page chooses what the browser opens. */
export const HELP: Readonly<Record<'guide' | 'webhook' | 'issues', string | undefined>> = {
  guide: homepage,
  webhook: WEBHOOKS,
  issues: bugs,
};

export const HELP_HOSTS: ReadonlySet<string> = new Set(
  Object.values(HELP).flatMap((link) => (link === undefined ? [] : [new URL(link).host])),
);
