import { Command, Option } from '@commander-js/extra-typings';
import { UPLOAD_STATES } from '#domain/upload.ts';
import packageFile from '../../package.json' with { type: 'json' };
import { duration, wholeNumber, wholeNumbers, withSettings } from './options.ts';
import { addCareCommands } from './program-care.ts';
import { addPortalCommands } from './program-portals.ts';
import { reporting } from './reporting.ts';

/** Runs the command line. Each command loads its own code, so that help and wrong arguments stay quick. */
export async function runProgram(argv: readonly string[]): Promise<void> {
  const program = new Command('chatdrop')
    .description('Posts each new file of a folder to the Bitrix24 chat mapped to that folder.')
    .version(packageFile.version)
    .showHelpAfterError('(chatdrop --help tells more)');

  withSettings(program.command('run'))
    .description('watch the folders and deliver what arrives')
    .option('--once', 'deliver what is there, then end: 0 when nothing is left, 1 otherwise')
    .option('--json', 'print events as JSON, one object a line')
    .action(reporting(async (options) => (await import('./commands/run.ts')).run(options)));

  withSettings(program.command('send'))
    .description('send files by hand; ends with 0 only when all of them are delivered')
    .argument('<files...>')
    .requiredOption('--to <dialog>', 'chat5 for a chat, 5 for the private chat with a user')
    .option('--bot <name>', 'the bot that posts; needed when the configuration has several')
    .option('--caption <text>', 'message text')
    .action(reporting(async (files, options) => (await import('./commands/send.ts')).send(files, options)));

  withSettings(program.command('history'))
    .description('what was sent, what waits, what needs you; also while chatdrop runs')
    .addOption(new Option('--state <state...>', 'only these states').choices(UPLOAD_STATES))
    .option('--limit <n>', 'only the newest', wholeNumber)
    .option('--json', 'print JSON, one object a line')
    .action(reporting(async (options) => (await import('./commands/history.ts')).history(options)));

  withSettings(program.command('retry'))
    .description('send again what failed, waits, was skipped or cancelled')
    .argument('[ids...]', 'ids of the history', wholeNumbers, [])
    .option('--all', 'everything that failed or waits')
    .action(reporting(async (ids, options) => (await import('./commands/retry.ts')).retry(ids, options)));

  withSettings(program.command('confirm'))
    .description('say that a file is in the chat, where chatdrop could not tell; it is not sent again')
    .argument('<ids...>', 'ids of the history', wholeNumbers)
    .action(reporting(async (ids, options) => (await import('./commands/confirm.ts')).confirm(ids, options)));

  withSettings(program.command('remove'))
    .description('remove delivered files from their chats; your own files stay')
    .argument('<ids...>', 'ids of the history', wholeNumbers)
    .action(reporting(async (ids, options) => (await import('./commands/remove.ts')).remove(ids, options)));

  withSettings(program.command('approve'))
    .description('send the old files that a watch holds, and agree to the place its folder leads to now')
    .argument('<watch>', 'name of the watch')
    .option('--none', 'send none of the old files')
    .action(
      reporting(async (watch, options) => (await import('./commands/approve.ts')).approve(watch, options)),
    );

  addPortalCommands(program);

  withSettings(program.command('pause'))
    .description('send nothing new for a while; a running chatdrop notices within a second')
    .argument('[watch]', 'one watch; everything without it')
    .option('--for <time>', 'such as 15m, 1h or 2d', duration)
    .addOption(new Option('--until-tomorrow', 'until midnight').conflicts('for'))
    .action(reporting(async (watch, options) => (await import('./commands/pause.ts')).pause(watch, options)));

  withSettings(program.command('resume'))
    .description('go on sending')
    .argument('[watch]', 'one watch; without it everything, paused watches too')
    .action(
      reporting(async (watch, options) => (await import('./commands/pause.ts')).resume(watch, options)),
    );

  addCareCommands(program);

  program
    .command('sandbox')
    .description('a local stand-in for a Bitrix24 portal, with a page that shows its chats')
    .option('--port <n>', 'port on 127.0.0.1; a free one by default', wholeNumber)
    .option('--data <dir>', 'keep what it receives there; without it everything goes when it ends')
    .action(reporting(async (options) => (await import('./commands/sandbox.ts')).sandbox(options)));

  program
    .command('demo')
    .description('the whole job without an account: a sandbox, a folder with sample files, deliveries')
    .option('--once', 'end when the sample files are delivered')
    .action(reporting(async (options) => (await import('./commands/demo.ts')).demo(options)));

  await program.parseAsync(argv);
}
