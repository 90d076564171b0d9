import { bots } from './bots.ts';
import { common } from './common.ts';
import { drop } from './drop.ts';
import { editor } from './editor.ts';
import { errors } from './errors.ts';
import { history } from './history.ts';
import { menu } from './menu.ts';
import { portals } from './portals.ts';
import { settings } from './settings.ts';
import { setup } from './setup.ts';
import { status } from './status.ts';
import { updates } from './updates.ts';
import { watches } from './watches.ts';

/** The catalogue in English, which names the keys of all others. */
export const en = {
  errors,
  messages: {
    ...common,
    ...status,
    ...drop,
    ...history,
    ...watches,
    ...editor,
    ...portals,
    ...bots,
    ...settings,
    ...setup,
    ...updates,
    ...menu,
  },
} as const;
