import Copy from '@lucide/svelte/icons/copy';
import Info from '@lucide/svelte/icons/info';
import Monitor from '@lucide/svelte/icons/monitor';
import type { UploadItem } from '#contract/uploads.ts';
import { t } from '../../../lib/i18n.svelte.ts';
import type { MenuItem } from '../../../ui/menu.ts';
import { ACTION_ICONS } from '../action-icons.ts';
import type { RowActions } from '../actions.svelte.ts';

/** Every action main offers for a row, in its order, and what is always there. */
export function rowMenu(row: UploadItem, actions: RowActions, ondetails: () => void): readonly MenuItem[] {
  const offered = row.actions.map((action) => ({
    label: t(`action.${action}`),
    icon: ACTION_ICONS[action],
    isDanger: action === 'remove-from-chat',
    onselect: () => void actions.run(action, row),
  }));
  const isInChat = row.actions.includes('open-in-chat');
  return [
    ...offered,
    ...(isInChat
      ? [
          {
            label: t('action.open-in-app'),
            icon: Monitor,
            onselect: () => void actions.openInChat(row.id, 'app'),
          },
        ]
      : []),
    ...(row.state === 'skipped' ? [{ label: t('action.why'), icon: Info, onselect: ondetails }] : []),
    { label: t('action.copy'), icon: Copy, onselect: () => void actions.copy(row.id) },
  ];
}
