import type { LucideIcon } from '@lucide/svelte';

export interface MenuItem {
  readonly label: string;
  readonly icon?: LucideIcon;
  readonly isDanger?: boolean;
  readonly onselect: () => void;
}

/** What the button that opens a menu must carry. */
export interface MenuTrigger {
  readonly 'aria-haspopup': 'menu';
  readonly 'aria-expanded': boolean;
  readonly 'aria-controls': string | undefined;
  readonly onclick: (event: MouseEvent) => void;
  readonly onkeydown: (event: KeyboardEvent) => void;
}
