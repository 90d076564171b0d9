import type { Command } from '@commander-js/extra-typings';
import { withSettings } from './options.ts';
import { reporting } from './reporting.ts';

/** Commands for whoever looks after an installation. */
export function addCareCommands(program: Command): void {
  withSettings(program.command('doctor'))
    .description('what keeps it from working here, and what to do; ends with 1 when something needed fails')
    .action(reporting(async (options) => (await import('./commands/doctor.ts')).doctor(options)));

  withSettings(program.command('diagnostics'))
    .description('write what helps to find a fault into one file, without secrets')
    .argument('<file>', 'a new one, such as chatdrop-diagnostics.tar.gz')
    .option('--hash-names', 'show files and folders as hashes')
    .action(
      reporting(async (file, options) =>
        (await import('./commands/diagnostics.ts')).diagnostics(file, options),
      ),
    );

  withSettings(program.command('policy'))
    .description("what this machine's administrators lay down")
    .option('--explain', 'also what of your configuration falls to it')
    .action(reporting(async (options) => (await import('./commands/policy.ts')).policy(options)));
}
