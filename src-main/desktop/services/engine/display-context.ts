import { homedir } from 'node:os';
import type { Blockers } from '#domain/blockers.ts';
import type { Stored } from '../settings/stored.ts';
import type { EngineService } from './engine-service.ts';
import type { DisplayContext } from './upload-item.ts';

const NO_BLOCKERS: Blockers = { holds: [], pauses: [], closedUntil: undefined, caps: new Map() };

/** Holds, pauses and caps that block uploads. Empty while no engine runs. */
export function currentBlockers(service: EngineService): Blockers {
  return service.isRunning ? service.engine.blockers() : NO_BLOCKERS;
}

/** Creates the facts from the settings that an upload row needs for display. */
export function createDisplayContext({ dialogs, portals }: Stored, blockers: Blockers): DisplayContext {
  const titles = new Map(dialogs.map(({ portal, dialog, title }) => [key(portal, dialog), title]));
  return {
    home: homedir(),
    blockers,
    titleOf: ({ portal, dialog }) => titles.get(key(portal, dialog)),
    portals: new Set(portals.map(({ name }) => name)),
  };
}

function key(portal: string, dialog: string): string {
  return `${dialog} ${portal}`;
}
