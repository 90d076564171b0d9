import { AppError } from '#domain/errors.ts';

import type { ChatHistory, Clock, FileSystem, Portal } from '#engine/ports.ts';
import type { Access } from './client/access.ts';
import type { TakeBandwidth } from './http/bandwidth.ts';
import { deleteMessage } from './chat/dialogs.ts';
import { lookAsBot, newestMessageId, readAsUser, readRecent, readSome } from './chat/read-chat.ts';
import { MessageReader } from './chat/message-reader.ts';
import type { Network } from './http/network.ts';
import { PortalLimits } from './client/portal-limits.ts';
import { withCredentialsChecked } from './client/missing-credentials.ts';
import { postFile, type BotIdentity } from './upload/post-file.ts';
import type { RateLimit } from './client/leaky-bucket.ts';
import { createRestClient, type RestClient } from './client/rest-client.ts';
import type { Timeouts } from './http/timeouts.ts';

export interface PortalClientDeps {
  readonly access: Access;
  /** The user a webhook acts as; undefined where it has to be asked for. */
  readonly userId: number | undefined;
  readonly network: Network;
  /** A bot by its name in the configuration. */
  readonly bots: (name: string) => BotIdentity | undefined;
  readonly files: Pick<FileSystem, 'open'>;
  readonly clock: Clock;
  /** 0 to 1; spreads pauses of several machines. */
  readonly random: () => number;
  readonly rate: RateLimit;
  readonly timeouts: Timeouts;
  readonly userAgent: string;
  /** Shared by all portals; none for no cap. */
  readonly takeBandwidth?: TakeBandwidth | undefined;
}

/** One portal: what the delivery needs, and the way to everything else. */
export interface PortalClient extends Portal {
  readonly rest: RestClient;
  readonly limits: PortalLimits;
  /** Lets go of kept connections. */
  close(): void;
}

/** Connects to one portal. Nothing is sent before something is asked for. */
export function createPortalClient(parts: PortalClientDeps): PortalClient {
  const { access, clock, files, network, random, rate, timeouts, userAgent } = parts;
  const limits = new PortalLimits({ clock, random, rate });
  const shared = { access, limits, network, timeouts, userAgent };
  const rest = createRestClient(shared);
  const reader = new MessageReader(rest, clock, parts.userId);

  const botOf = (name: string): BotIdentity => {
    const bot = parts.bots(name);
    if (bot === undefined) throw new AppError('bot.unknown', `no bot named ${name} in the configuration`);
    return bot;
  };

  return {
    rest,
    limits,
    close: () => network.close(),

    async post(file, hooks, signal) {
      try {
        const bot = botOf(file.target.bot);
        const outcome = await postFile(
          { ...shared, files, monotonicMs: () => clock.monotonicMs(), takeBandwidth: parts.takeBandwidth },
          bot,
          file,
          hooks,
          signal,
        );
        return await withCredentialsChecked(outcome, () =>
          newestMessageId(rest, bot, file.target.dialog, { signal }),
        );
      } catch (thrown) {
        return { type: 'failed', error: AppError.from(thrown), sentBytes: 0 };
      }
    },

    async canReadMessages(target, signal) {
      return (await reader.dialogIdFor(botOf(target.bot), target.dialog, signal)) !== undefined;
    },

    async newestMessageId(target, signal) {
      return newestMessageId(rest, botOf(target.bot), target.dialog, { signal });
    },

    async messagesSince(target, afterId, signal): Promise<ChatHistory> {
      const bot = botOf(target.bot);
      const seenAs = await reader.dialogIdFor(bot, target.dialog, signal);
      if (seenAs !== undefined) {
        const newestId = await newestMessageId(rest, bot, target.dialog, { signal });
        const messages = await reader.unlessForbidden(
          target.dialog,
          readAsUser(rest, bot, { dialogId: seenAs, afterId, newestId }, { signal }),
        );
        if (messages !== undefined) return { type: 'messages', botId: bot.botId, messages };
      }
      return lookAsBot(rest, bot, target.dialog, afterId, { signal });
    },

    async recentMessages(target, afterId, signal) {
      const bot = botOf(target.bot);
      const dialogId = await reader.dialogIdFor(bot, target.dialog, signal);
      if (dialogId === undefined) return undefined;
      const reading = readSome(rest, { dialogId, afterId }, { signal });
      const messages = await reader.unlessForbidden(target.dialog, reading);
      return messages && { type: 'messages', botId: bot.botId, messages };
    },

    async newestMessages(target, signal) {
      const bot = botOf(target.bot);
      const dialogId = await reader.dialogIdFor(bot, target.dialog, signal);
      if (dialogId === undefined) return undefined;
      const reading = readRecent(rest, dialogId, { signal });
      const messages = await reader.unlessForbidden(target.dialog, reading);
      return messages && { type: 'messages', botId: bot.botId, messages };
    },

    async removeMessage(target, messageId, signal) {
      const isRemoved = await deleteMessage(rest, botOf(target.bot), messageId, signal);
      // The portal says yes and keeps a message that is not the bot's own (fact 10).
      const history = isRemoved ? await this.messagesSince(target, messageId, signal) : undefined;
      const left = history?.type === 'messages' ? history.messages : [];
      if (left.some((message) => message.messageId === messageId && message.file !== undefined))
        throw new AppError('message.not-removed', 'it is still in the chat');
      return isRemoved;
    },

    async probe(target, signal) {
      await newestMessageId(rest, botOf(target.bot), target.dialog, { signal });
    },
  };
}
