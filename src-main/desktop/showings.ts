import type { EngineEvent } from '#engine/events.ts';
import type { UploadRow } from '#engine/store/uploads/rows.ts';
import type { UpdateState } from '#contract/updates.ts';
import type { UploadProgress } from '#contract/uploads.ts';
import type { Desk } from './desk.ts';
import { toUploadItem } from './engine/upload-item.ts';
import { coalesce } from './ipc/coalesce.ts';
import { createMenus } from './menus/menus.ts';
import { publishLists } from './publish-lists.ts';
import { HELP_TOPICS } from './system/help.ts';
import { createNotifications, type Notifications } from './system/notifications.ts';
import { occasionOf } from './system/occasions.ts';
import { createTaskbar } from './system/taskbar.ts';
import type { MenuAction, RecentUpload } from './tray/tray-menu.ts';
import { createTray, type TrayIcon } from './tray/tray.ts';

/** Ten a second is as often as anybody sees a bar move. */
const PROGRESS_MS = 100;
const STATUS_MS = 250;
const BAR_MS = 500;
const LISTS_MS = 1_000;
const MOST_RECENT = 5;

export interface Showings {
  start(onFiles: (paths: readonly string[]) => void, act: (action: MenuAction) => void): void;
  hear(event: EngineEvent): void;
  /** Settings or the engine have changed: everything that is shown is told anew. */
  changed(): void;
  updatesChanged(state: UpdateState): void;
  setOnline(isOnline: boolean): void;
  isOnline(): boolean;
  hasTray(): boolean;
  stop(): void;
}

/** What the desk tells while it works; made from the desk, and so after it. */
export type Heard = Pick<Showings, 'hear' | 'changed' | 'updatesChanged' | 'hasTray' | 'isOnline'>;

/** What people see of what goes on: tray, notifications, and the notices for the windows. */
export function createShowings(desk: () => Desk): Showings {
  let tray: TrayIcon | undefined;
  let notifications: Notifications | undefined;
  let menus: ReturnType<typeof createMenus> | undefined;
  let isOnline = true;
  let recent: readonly RecentUpload[] = [];

  const progress = coalesce<number, UploadProgress>(PROGRESS_MS, (value) =>
    desk().publish('uploads', 'progress', value),
  );
  const taskbar = createTaskbar(
    () => desk().window.current(),
    () => desk().say(),
  );
  const bar = coalesce<'bar', undefined>(BAR_MS, () => taskbar.render(desk().status()));
  const status = coalesce<'status', undefined>(STATUS_MS, () => {
    tray?.render();
    bar.tell('bar', undefined);
    desk().publish('app', 'statusChanged', desk().status());
  });
  const lists = coalesce<'lists', undefined>(LISTS_MS, () => publishLists(desk()));
  const seeUpload = (row: UploadRow) => {
    const item = toUploadItem(row, desk().surroundings());
    desk().publish('uploads', 'changed', item);
    const { id, name, chatTitle } = item;
    if (row.state === 'delivered') {
      recent = [{ id, name, chatTitle }, ...recent.filter((known) => known.id !== id)].slice(0, MOST_RECENT);
    }
  };

  return {
    start: (onFiles, act) => {
      menus = createMenus({
        say: () => desk().say(),
        helps: HELP_TOPICS.filter((topic) => desk().help[topic] !== undefined),
        act,
        onOpen: (isOpen) => desk().popover.dragging(isOpen),
      });
      notifications = createNotifications({
        say: () => desk().say(),
        rules: () => {
          const { notifyFailures, notifyDeliveries } = desk().settings.get().settings;
          return { failures: notifyFailures, deliveries: notifyDeliveries };
        },
        now: () => desk().now(),
        onOpen: ({ upload }) => desk().window.open('history', upload),
      });
      try {
        const { status: current, say, popover, updates } = desk();
        tray = createTray({
          status: current,
          recent: () => recent,
          update: () => updates.state,
          say,
          popover,
          act,
          onFiles,
        });
      } catch (error) {
        desk().log('warn', 'there is no place for a tray icon', { error });
      }
    },
    hear: (event) => {
      if (event.type === 'progress') {
        const { id, sentBytes, bytesPerSecond } = event;
        progress.tell(id, { id, sentBytes, bytesPerSecond });
        bar.tell('bar', undefined);
        return;
      }
      if (event.type === 'upload' || event.type === 'after') seeUpload(event.row);
      const occasion = occasionOf(event, desk());
      if (occasion !== undefined) notifications?.tell(occasion);
      status.tell('status', undefined);
      lists.tell('lists', undefined);
    },
    changed: () => {
      menus?.render();
      desk().publish('app', 'settingsChanged', desk().settings.get().settings);
      status.tell('status', undefined);
      lists.tell('lists', undefined);
    },
    updatesChanged: (state) => {
      desk().publish('updates', 'changed', state);
      if (state.type === 'ready') tray?.render();
    },
    setOnline: (online) => {
      isOnline = online;
      status.tell('status', undefined);
    },
    isOnline: () => isOnline,
    hasTray: () => tray !== undefined,
    stop: () => {
      for (const told of [progress, bar, status, lists]) told.stop();
      notifications?.stop();
      tray?.destroy();
    },
  };
}
