import { randomBytes } from 'node:crypto';
import { listBots, newBotToken, registerBot } from '#bitrix24/admin/bots.ts';
import { Secret } from '#domain/secret.ts';
import { botIdentity } from '#bitrix24/portals.ts';
import { avatarFrom } from '../bot-avatar.ts';
import { visible } from '#domain/visible.ts';
import { Refusal } from '../refusal.ts';
import { loadSettings, type SettingsOptions } from '../settings.ts';
import { print } from '../terminal.ts';
import { withPortal } from '../with-portal.ts';

export interface PortalOptions extends SettingsOptions {
  readonly portal?: string | undefined;
}

export interface RegisterOptions extends PortalOptions {
  readonly name: string;
  readonly code?: string | undefined;
  readonly position?: string | undefined;
  readonly avatar?: string | undefined;
  readonly tokenEnv?: string | undefined;
  readonly hidden?: boolean | undefined;
}

/** Lists the bots of the tokens in the configuration, or with OAuth those of the app. */
export async function list(options: PortalOptions): Promise<number> {
  const { config } = loadSettings(options);
  return await withPortal(config, options.portal, async ({ rest }, spec, signal) => {
    const specs = config.bots.filter(({ portal }) => portal === spec.name).map(botIdentity);
    const tokens = new Map(specs.map(({ botToken }) => [botToken?.reveal(), botToken]));
    for (const token of tokens.values()) {
      for (const { botId, code, name, chats } of await listBots(rest, token, signal)) {
        const inChats = chats === undefined ? '' : `, in ${chats} chats`;
        print(`${String(botId).padEnd(8)} ${visible(name)} (${visible(code)}${inChats})`);
      }
    }
    return 0;
  });
}

/**
 * Registers a bot and prints what the configuration needs. The token is made here and shown this once. With the
 * same code and token again it is the same bot.
 */
export async function register(options: RegisterOptions): Promise<number> {
  const { config } = loadSettings(options);
  return await withPortal(config, options.portal, async ({ rest }, spec, signal) => {
    const token = spec.credentials.type === 'oauth' ? undefined : tokenFrom(options.tokenEnv);
    const bot = await registerBot(
      rest,
      {
        code: options.code ?? `chatdrop-${randomBytes(4).toString('hex')}`,
        looks: {
          name: options.name,
          ...(options.position === undefined ? {} : { workPosition: options.position }),
          ...avatarFrom(options.avatar),
        },
        type: 'bot',
        token,
        isHidden: options.hidden === true,
      },
      signal,
    );
    print(`"botId": ${bot.botId}`);
    if (token !== undefined && options.tokenEnv === undefined) print(tokenLine(token));
    return 0;
  });
}

/** The one place where a token is shown: it is new, and nobody else knows it. */
export function tokenLine(token: Secret): string {
  return `token, shown only now: ${token.reveal()}`;
}

function tokenFrom(variable: string | undefined): Secret {
  if (variable === undefined) return newBotToken();
  const text = process.env[variable] ?? '';
  if (text === '') throw new Refusal(`--token-env: the environment variable ${variable} is not set`);
  return new Secret(text);
}
