import type { EngineEvent } from '#engine/events.ts';
import type { UploadRow } from '#engine/store/uploads/rows.ts';
import type { UpdateState } from '#contract/updates.ts';
import type { UploadProgress } from '#contract/uploads.ts';
import type { AppContext } from '../app-context.ts';
import { toUploadItem } from '../services/engine/upload-item.ts';
import { coalesce } from './ipc/coalesce.ts';
import { createMenus } from './menus/menus.ts';
import { publishLists } from './publish-lists.ts';
import { HELP_TOPICS } from './app/help.ts';
import { createNotifications, type Notifications } from './notifications/notifications.ts';
import { toNotification } from './notifications/to-notification.ts';
import { createTaskbar } from './windows/taskbar.ts';
import type { MenuAction, RecentUpload } from './tray/tray-menu.ts';
import { createTray, type TrayIcon } from './tray/tray.ts';

/** A progress bar needs no more than ten updates per second. */
const PROGRESS_MS = 100;
const STATUS_MS = 250;
const BAR_MS = 500;
const LISTS_MS = 1_000;
const MAX_RECENT = 5;

export interface Presenter {
  start(onFiles: (paths: readonly string[]) => void, act: (action: MenuAction) => void): void;
  handleEvent(event: EngineEvent): void;
  /** Updates everything after a change of settings or engine. */
  refresh(): void;
  showUpdateState(state: UpdateState): void;
  setOnline(isOnline: boolean): void;
  isOnline(): boolean;
  hasTray(): boolean;
  stop(): void;
}

/** Shows the state of the program: tray, menus, notifications, taskbar, and notices for the windows. */
export function createPresenter(context: () => AppContext): Presenter {
  let tray: TrayIcon | undefined;
  let notifications: Notifications | undefined;
  let menus: ReturnType<typeof createMenus> | undefined;
  let isOnline = true;
  let recent: readonly RecentUpload[] = [];

  const progress = coalesce<number, UploadProgress>(PROGRESS_MS, (value) =>
    context().publish('uploads', 'progress', value),
  );
  const taskbar = createTaskbar(
    () => context().window.current(),
    () => context().localizer(),
  );
  const bar = coalesce<'bar', undefined>(BAR_MS, () => taskbar.render(context().status()));
  const status = coalesce<'status', undefined>(STATUS_MS, () => {
    tray?.render();
    bar.push('bar', undefined);
    context().publish('app', 'statusChanged', context().status());
  });
  const lists = coalesce<'lists', undefined>(LISTS_MS, () => publishLists(context()));
  const showUpload = (row: UploadRow) => {
    const item = toUploadItem(row, context().displayContext());
    context().publish('uploads', 'changed', item);
    const { id, name, chatTitle } = item;
    if (row.state === 'delivered') {
      recent = [{ id, name, chatTitle }, ...recent.filter((known) => known.id !== id)].slice(0, MAX_RECENT);
    }
  };

  return {
    start: (onFiles, act) => {
      menus = createMenus({
        localizer: () => context().localizer(),
        helps: HELP_TOPICS.filter((topic) => context().help[topic] !== undefined),
        act,
        onOpen: (isOpen) => context().popover.setDragging(isOpen),
      });
      notifications = createNotifications({
        localizer: () => context().localizer(),
        rules: () => {
          const { notifyFailures, notifyDeliveries } = context().settings.get().settings;
          return { failures: notifyFailures, deliveries: notifyDeliveries };
        },
        now: () => context().now(),
        onOpen: ({ upload }) => context().window.open('history', upload),
      });
      try {
        const { status: current, localizer, popover, updates } = context();
        tray = createTray({
          status: current,
          recent: () => recent,
          update: () => updates.state,
          localizer,
          popover,
          act,
          onFiles,
        });
      } catch (error) {
        context().log('warn', 'there is no place for a tray icon', { error });
      }
    },
    handleEvent: (event) => {
      if (event.type === 'progress') {
        const { id, sentBytes, bytesPerSecond } = event;
        progress.push(id, { id, sentBytes, bytesPerSecond });
        bar.push('bar', undefined);
        return;
      }
      if (event.type === 'upload' || event.type === 'after') showUpload(event.row);
      const request = toNotification(event, context());
      if (request !== undefined) notifications?.notify(request);
      status.push('status', undefined);
      lists.push('lists', undefined);
    },
    refresh: () => {
      menus?.render();
      context().publish('app', 'settingsChanged', context().settings.get().settings);
      status.push('status', undefined);
      lists.push('lists', undefined);
    },
    showUpdateState: (state) => {
      context().publish('updates', 'changed', state);
      if (state.type === 'ready') tray?.render();
    },
    setOnline: (online) => {
      isOnline = online;
      status.push('status', undefined);
    },
    isOnline: () => isOnline,
    hasTray: () => tray !== undefined,
    stop: () => {
      for (const notice of [progress, bar, status, lists]) notice.stop();
      notifications?.stop();
      tray?.destroy();
    },
  };
}
