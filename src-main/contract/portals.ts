import { z } from 'zod';
import { botId, botToken } from '#config/bot.ts';
import { maxFileBytes } from '#config/portal.ts';
import type { ErrorCode } from '#domain/errors.ts';
import type { WebhookUrlProblem } from '#domain/webhook-url.ts';
import type { CheckId } from './constants.ts';
import { call, notice } from './define.ts';
import { dialog, name, text } from './ids.ts';

export { CHECKS } from './constants.ts';
export type { CheckId } from './constants.ts';

export interface Verdict {
  readonly id: CheckId;
  readonly state: 'ok' | 'running' | 'failed' | 'skipped' | 'optional-missing';
  readonly code: ErrorCode | undefined;
}

export type PortalState =
  | { readonly type: 'ok' }
  | { readonly type: 'checking' }
  | { readonly type: 'limited'; readonly until: number }
  | { readonly type: 'offline'; readonly nextAt: number | undefined }
  | { readonly type: 'needs-you'; readonly code: ErrorCode; readonly host: string | undefined };

export interface PortalItem {
  readonly name: string;
  readonly kind: 'webhook' | 'oauth';
  /** `office.bitrix24.de`; never with the secret. */
  readonly host: string;
  readonly state: PortalState;
  readonly maxFileBytes: number;
  readonly verdicts: readonly Verdict[];
  readonly watches: number;
  readonly waiting: number;
}

export interface BotItem {
  readonly name: string;
  readonly portal: string;
  readonly botId: number;
  readonly title: string;
  readonly color: string | undefined;
  readonly avatar: string | undefined;
  readonly dialogs: readonly string[];
  readonly code: ErrorCode | undefined;
}

export interface DialogItem {
  readonly dialog: string;
  readonly title: string;
  readonly kind: 'chat' | 'person';
  readonly avatar: string | undefined;
  readonly color: string | undefined;
}

export interface DialogCheck {
  readonly title: string;
  readonly canPost: boolean;
  readonly code: ErrorCode | undefined;
  /** The bot can be added with one click. */
  readonly canAddBot: boolean;
}

const bot = z.strictObject({ portal: name, bot: name });
/** A `data:` URL. */
const avatar = z.string().max(2_000_000).startsWith('data:image/');

export const portals = {
  list: call<readonly PortalItem[]>().takingNothing(),
  /** What is wrong with a pasted address, or the host it leads to. Nothing is stored. */
  parseWebhook: call<{ readonly host: string } | { readonly problem: WebhookUrlProblem }>().taking(text),
  addWebhook: call<PortalItem>().taking(z.strictObject({ name, url: text })),
  /** Opens the system's browser; resolves when the user has allowed it, or is given up by `cancelSignIn`. */
  signIn: call<PortalItem>().taking(
    z.strictObject({ name, domain: name, clientId: text, clientSecret: text }),
  ),
  /** For portals that refuse a loopback redirect: the code they show, within 30 s. */
  pasteCode: call().taking(z.strictObject({ name, code: text })),
  cancelSignIn: call().taking(name),
  /** A new webhook address or a new sign-in for a portal that is there. */
  repair: call<PortalItem>().taking(z.strictObject({ name, url: text.optional() })),
  check: call<readonly Verdict[]>().taking(name),
  /** The portal has moved to the host it shows: go on there. */
  acceptMove: call().taking(z.strictObject({ name, host: z.string().max(253) })),
  setLimit: call().taking(z.strictObject({ name, maxFileBytes })),
  remove: call().taking(
    z.strictObject({ name, pending: z.enum(['send', 'cancel']), unregisterBots: z.boolean() }),
  ),
  changed: notice<readonly PortalItem[]>(),
  verdict: notice<{ readonly portal: string; readonly verdict: Verdict }>(),
} as const;

export const bots = {
  list: call<readonly BotItem[]>().takingNothing(),
  register: call<BotItem>().taking(
    z.strictObject({
      portal: name,
      title: name,
      color: z.string().max(30).optional(),
      avatar: avatar.optional(),
    }),
  ),
  adopt: call<BotItem>().taking(z.strictObject({ portal: name, botId, botToken: botToken.optional() })),
  /** How it looks to people. Without `avatar` the picture stays; a portal takes no picture away. */
  change: call<BotItem>().taking(
    bot.extend({ title: name, color: z.string().max(30).optional(), avatar: avatar.optional() }),
  ),
  /** The new token, shown once for a backup. */
  rotateToken: call<{ readonly token: string }>().taking(bot),
  /** The token of a bot registered a moment ago, once. Undefined afterwards. */
  takeToken: call<string | undefined>().taking(bot),
  unregister: call().taking(bot),
  changed: notice<readonly BotItem[]>(),
} as const;

export const dialogs = {
  recent: call<readonly DialogItem[]>().taking(bot),
  search: call<readonly DialogItem[]>().taking(bot.extend({ text })),
  check: call<DialogCheck>().taking(bot.extend({ dialog })),
  addBot: call<DialogCheck>().taking(bot.extend({ dialog })),
  make: call<DialogItem>().taking(bot.extend({ title: name })),
  testMessage: call().taking(bot.extend({ dialog })),
} as const;
