import { homedir } from 'node:os';
import type { Blockers } from '#domain/blockers.ts';
import type { Stored } from '../settings/stored.ts';
import type { EngineRoom } from './engine-room.ts';
import type { Surroundings } from './upload-item.ts';

const NOTHING_STANDS: Blockers = { holds: [], pauses: [], closedUntil: undefined, caps: new Map() };

/** What keeps uploads waiting; nothing while there is no engine. */
export function standstillOf(room: EngineRoom): Blockers {
  return room.isRunning ? room.engine.blockers() : NOTHING_STANDS;
}

/** What the settings add to a row of the ledger. */
export function surroundingsOf({ dialogs, portals }: Stored, standstill: Blockers): Surroundings {
  const titles = new Map(dialogs.map(({ portal, dialog, title }) => [key(portal, dialog), title]));
  return {
    home: homedir(),
    standstill,
    titleOf: ({ portal, dialog }) => titles.get(key(portal, dialog)),
    portals: new Set(portals.map(({ name }) => name)),
  };
}

function key(portal: string, dialog: string): string {
  return `${dialog} ${portal}`;
}
