import { AppError } from '#domain/errors.ts';
import { getBot, listBots } from '#bitrix24/admin/bots.ts';
import { checkConnection, isUsable } from '#bitrix24/admin/connection-check.ts';
import { dialogState } from '#bitrix24/chat/dialogs.ts';
import type { BotSpec, EngineConfig } from '#config/engine-config.ts';
import { botIdentity, type OpenPortal } from '#bitrix24/portals.ts';
import { visible } from '#domain/visible.ts';
import { verdictLine } from '../report/verdict-line.ts';
import { loadSettings, type SettingsOptions } from '../settings.ts';
import { print } from '../terminal.ts';
import { withPortals } from '../with-portal.ts';
import { reasonOf } from '../wording.ts';

/** Says what works between here and every chat of the configuration. Resolves to 1 when something needed fails. */
export async function check(options: SettingsOptions): Promise<number> {
  const { config } = loadSettings(options);
  return await withPortals(config, async (portals, signal) => {
    let works = true;
    for (const [name, portal] of portals) {
      print(`portal ${visible(name)}`);
      works = (await checkPortal(name, portal, config, signal)) && works;
    }
    return works ? 0 : 1;
  });
}

async function checkPortal(
  name: string,
  portal: OpenPortal,
  config: EngineConfig,
  signal: AbortSignal,
): Promise<boolean> {
  const verdicts = await checkConnection({ ...portal, signal });
  for (const verdict of verdicts) print(`  ${verdictLine(verdict)}`);
  if (!isUsable(verdicts)) return false;

  let works = true;
  for (const bot of config.bots.filter((candidate) => candidate.portal === name)) {
    works = (await report(`bot ${bot.name}`, botWorks(portal, bot, signal))) && works;
    for (const dialog of dialogsOf(config, bot)) {
      const may = dialogState(portal.rest, botIdentity(bot), dialog, signal);
      works = (await report(`${bot.name} in ${dialog}`, may)) && works;
    }
  }
  return works;
}

/** The portal shows bots of others too, so a bot counts only when its token lists it. */
async function botWorks({ rest }: OpenPortal, bot: BotSpec, signal: AbortSignal): Promise<void> {
  const { botId, botToken } = botIdentity(bot);
  const own = await listBots(rest, botToken, signal);
  if (own.some((candidate) => candidate.botId === botId)) return;
  await getBot(rest, { botId }, botToken, signal);
  throw new AppError('bot.not-ours', 'the bot is there, under another token');
}

function dialogsOf({ watches }: EngineConfig, { name }: BotSpec): ReadonlySet<string> {
  return new Set(watches.filter(({ target }) => target.bot === name).map(({ target }) => target.dialog));
}

async function report(what: string, work: Promise<unknown>): Promise<boolean> {
  const name = visible(what).padEnd(16);
  try {
    await work;
    print(`  ${name} ok`);
    return true;
  } catch (thrown) {
    print(`  ${name} FAILED   ${reasonOf(AppError.from(thrown).code)}`);
    return false;
  }
}
