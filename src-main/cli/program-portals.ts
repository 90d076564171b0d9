import type { Command } from '@commander-js/extra-typings';
import { wholeNumber, wholeNumbers, withSettings } from './options.ts';
import { reporting } from './reporting.ts';

/** Commands that ask portals something, beside those that deliver. */
export function addPortalCommands(program: Command): void {
  withSettings(program.command('check'))
    .description('what works between here and the chats; ends with 1 when something needed fails')
    .action(reporting(async (options) => (await import('./commands/check.ts')).check(options)));

  withSettings(program.command('login'))
    .description('sign in to a portal with OAuth, in any browser')
    .option('--portal <name>', 'needed when the configuration has several')
    .action(reporting(async (options) => (await import('./commands/login.ts')).login(options)));

  withSettings(program.command('dialogs'))
    .description('chats and people to send to, the latest first')
    .option('--portal <name>', 'needed when the configuration has several')
    .option('--search <text>', 'those whose name matches')
    .option('--limit <n>', 'at most so many', wholeNumber, 50)
    .action(reporting(async (options) => (await import('./commands/dialogs.ts')).dialogs(options)));

  addBotCommands(program.command('bots').description('register, list and change bots'));
}

function addBotCommands(bots: Command): void {
  withSettings(bots.command('list'))
    .option('--portal <name>', 'needed when the configuration has several')
    .action(reporting(async (options) => (await import('./commands/bots.ts')).list(options)));

  withSettings(bots.command('register'))
    .description('make a bot; its new token is shown once')
    .requiredOption('--name <text>', 'as people see it')
    .option('--portal <name>', 'needed when the configuration has several')
    .option('--code <text>', 'unique on the portal; made up by default')
    .option('--position <text>', 'shown under the name')
    .option('--avatar <file>', 'its picture, PNG or JPEG')
    .option('--hidden', 'keep it out of contact lists')
    .option('--token-env <variable>', 'use the token in this environment variable instead of a new one')
    .action(reporting(async (options) => (await import('./commands/bots.ts')).register(options)));

  ofOneBot(bots, 'update')
    .description('change how it looks')
    .option('--name <text>', 'as people see it')
    .option('--position <text>', 'shown under the name')
    .option('--avatar <file>', 'its picture, PNG or JPEG')
    .action(reporting(async (options) => (await import('./commands/bot.ts')).update(options)));

  ofOneBot(bots, 'rotate')
    .description('give it another token, shown once')
    .action(reporting(async (options) => (await import('./commands/bot.ts')).rotate(options)));

  ofOneBot(bots, 'unregister')
    .description('remove it for good; its messages stay')
    .option('--yes', 'really')
    .action(reporting(async (options) => (await import('./commands/bot.ts')).unregister(options)));

  ofOneBot(bots, 'join')
    .description('put it into a chat')
    .argument('<dialog>', 'for example chat5')
    .action(reporting(async (dialog, options) => (await import('./commands/bot.ts')).join(dialog, options)));

  ofOneBot(bots, 'chat')
    .description('make a chat with it in')
    .argument('<title>')
    .option('--users <id...>', 'who else is in', wholeNumbers)
    .action(reporting(async (title, options) => (await import('./commands/bot.ts')).chat(title, options)));
}

function ofOneBot(bots: Command, name: string) {
  return withSettings(bots.command(name)).option('--bot <name>', 'needed when the configuration has several');
}
