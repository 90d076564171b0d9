import type { AppContext } from '../../app-context.ts';
import { installSendTo } from './send-to/send-to.ts';
import { readAutostart, setAutostart } from './autostart.ts';

/**
 * Lets the system start the file this program runs from now. An AppImage takes the name of its version along, so that
 * after an update the old name leads nowhere.
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
