import type { LucideIcon } from '@lucide/svelte';
import Check from '@lucide/svelte/icons/check';
import ExternalLink from '@lucide/svelte/icons/external-link';
import File from '@lucide/svelte/icons/file';
import Folder from '@lucide/svelte/icons/folder';
import Forward from '@lucide/svelte/icons/forward';
import RotateCw from '@lucide/svelte/icons/rotate-cw';
import Send from '@lucide/svelte/icons/send-horizontal';
import Trash from '@lucide/svelte/icons/trash-2';
import UserPlus from '@lucide/svelte/icons/user-plus';
import Wrench from '@lucide/svelte/icons/wrench';
import X from '@lucide/svelte/icons/x';
import type { UploadAction } from '#contract/uploads.ts';

export const ACTION_ICONS: Readonly<Record<UploadAction, LucideIcon>> = {
  retry: RotateCw,
  cancel: X,
  confirm: Check,
  'send-anyway': Send,
  'add-bot': UserPlus,
  'mend-portal': Wrench,
  'open-in-chat': ExternalLink,
  'open-file': File,
  'show-in-folder': Folder,
  'send-again': Send,
  'send-elsewhere': Forward,
  'remove-from-chat': Trash,
};
