import type { AppContext } from '../../app-context.ts';
import { installSendTo } from './send-to/send-to.ts';
import { readAutostart, setAutostart } from './autostart.ts';

/**
 * Updates autostart and "Send to" to the present file of the program. The name of an AppImage contains its version, so
 * the old name is invalid after an update.
 */
export async function refreshShellEntries({
  settings,
  program,
}: Pick<AppContext, 'settings' | 'program'>): Promise<void> {
  if (process.platform !== 'linux') return;
  const { startWithSystem, sendTo } = settings.get().settings;
  if (startWithSystem && (await readAutostart()) === 'on') await setAutostart(true, program);
  if (sendTo) await installSendTo(program);
}
