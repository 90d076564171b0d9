import type { Command } from '@commander-js/extra-typings';
import { withSettings } from './options.ts';
import { reporting } from './reporting.ts';

/** Commands for whoever looks after an installation. */
export function addCareCommands(program: Command): void {
  withSettings(program.command('policy'))
    .description("what this machine's administrators lay down")
    .option('--explain', 'also what of your configuration falls to it')
    .action(reporting(async (options) => (await import('./commands/policy.ts')).policy(options)));
}
