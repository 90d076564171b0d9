import { app } from 'electron';
import type { AppHandlers } from '#contract/contract.ts';
import type { AppContext } from '../../app-context.ts';
import type { MenuAction } from '../tray/tray-menu.ts';

/** Runs the action of a menu item. Failures go to the log, because a menu cannot show them. */
export function runMenuAction(context: AppContext, handlers: AppHandlers, action: MenuAction): void {
  void act(context, handlers, action).catch((error: unknown) =>
    context.log('warn', 'the menu could not do it', { action: action.type, error }),
  );
}

async function act(
  context: AppContext,
  { app: own, uploads }: AppHandlers,
  action: MenuAction,
): Promise<void> {
  switch (action.type) {
    case 'popover':
      context.popover.show();
      break;
    case 'window':
      context.window.open();
      break;
    case 'history':
    case 'settings':
      context.window.open(action.type);
      break;
    case 'pause':
      await own.pause({ until: action.until });
      break;
    case 'resume':
      await own.resume();
      break;
    case 'open-in-chat':
      await uploads.openInChat({ id: action.id, with: context.settings.get().settings.openChatsIn });
      break;
    case 'help':
      await own.openHelp(action.topic);
      break;
    case 'update':
      await context.updates.restart();
      break;
    case 'quit':
      app.quit();
      break;
  }
}
