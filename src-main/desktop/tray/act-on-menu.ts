import { app } from 'electron';
import type { AppHandlers } from '#contract/contract.ts';
import type { Desk } from '../desk.ts';
import type { MenuAction } from './tray-menu.ts';

/** Does what an item of the menu says. Failures are told in the log: a menu has nowhere to show them. */
export function actOnMenu(desk: Desk, handlers: AppHandlers, action: MenuAction): void {
  void act(desk, handlers, action).catch((error: unknown) =>
    desk.log('warn', 'the menu could not do it', { action: action.type, error }),
  );
}

async function act(desk: Desk, { app: own, uploads }: AppHandlers, action: MenuAction): Promise<void> {
  switch (action.type) {
    case 'popover':
      desk.popover.show();
      break;
    case 'window':
      desk.window.open();
      break;
    case 'history':
    case 'settings':
      desk.window.open(action.type);
      break;
    case 'pause':
      await own.pause({ until: action.until });
      break;
    case 'resume':
      await own.resume();
      break;
    case 'open-in-chat':
      await uploads.openInChat({ id: action.id, with: desk.settings.get().settings.openChatsIn });
      break;
    case 'help':
      await own.openHelp(action.topic);
      break;
    case 'update':
      await desk.updates.restart();
      break;
    case 'quit':
      app.quit();
      break;
  }
}
