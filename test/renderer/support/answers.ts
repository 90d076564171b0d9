import type { AppHandlers } from '#contract/contract.ts';
import { pageOf, countsOf } from './answer-uploads.ts';
import { portalAnswers } from './answer-portals.ts';
import { detailsOf, upload } from './sample-uploads.ts';
import { CHART } from './sample-chart.ts';
import type { World } from './world.ts';

type Tell = (notice: string, payload: unknown) => void;
const nothing = () => undefined;

/** Handed over once. */
function taken<Key extends 'arrived' | 'destination'>(world: World, key: Key): World[Key] {
  const value = world[key];
  world[key] = undefined;
  return value;
}

/** What main would answer, from a world in memory. Typed by the contract: a new call does not compile without one. */
export function answers(world: World, tell: Tell): AppHandlers {
  const rowOf = (id: number) => world.rows.find((row) => row.id === id) ?? upload(id);
  const tellStatus = (changes: Partial<World['status']>) => {
    world.status = { ...world.status, ...changes };
    tell('app.statusChanged', world.status);
  };
  return {
    app: {
      info: () => world.info,
      status: () => world.status,
      settings: () => world.settings,
      change: (changes) => (world.settings = { ...world.settings, ...changes } as World['settings']),
      setProxyPassword: nothing,
      setup: () => world.setup,
      setSetup: (step) => void (world.setup = step),
      pause: ({ until }) => tellStatus({ state: 'paused', pausedUntil: until ?? Infinity }),
      resume: () => tellStatus({ state: 'ok', pausedUntil: undefined }),
      allowWeakSecrets: nothing,
      openWindow: nothing,
      destination: () => taken(world, 'destination'),
      showPopover: nothing,
      pinPopover: (popoverPinned) => {
        world.settings = { ...world.settings, popoverPinned };
        tell('app.settingsChanged', world.settings);
      },
      hidePopover: nothing,
      dragging: nothing,
      exportSettings: () => true,
      importSettings: () => true,
      quit: nothing,
      diagnostics: () => true,
      licences: () => [{ name: 'svelte', licence: 'MIT', text: 'Permission is hereby granted…' }],
      openHelp: nothing,
    },
    updates: {
      state: () => world.update,
      check: () => tell('updates.changed', (world.update = { type: 'checking' })),
      download: nothing,
      restart: nothing,
    },
    uploads: {
      page: (wanted) => pageOf(world, wanted),
      counts: ({ filters }) => countsOf(world, filters),
      details: (id) => detailsOf(rowOf(id)),
      picture: nothing,
      chart: () => (world.rows.length === 0 ? [] : CHART),
      retry: nothing,
      cancel: (id) => tell('uploads.changed', { ...rowOf(id), state: 'cancelled' }),
      confirm: nothing,
      sendAgain: nothing,
      removeFromChat: nothing,
      openInChat: nothing,
      openFile: nothing,
      showInFolder: nothing,
      copyDetails: nothing,
      export: () => world.rows.length,
    },
    drops: {
      targets: () => world.targets,
      repeats: () => world.repeats,
      send: () => ({ ids: [31] }),
      discard: nothing,
      pending: () => taken(world, 'arrived'),
      paste: () => world.drop,
      choose: () => world.drop,
      undo: ({ ids }) => ({ cancelled: 0, removed: ids.length }),
    },
    watches: {
      list: () => world.watches,
      check: () => world.problems,
      save: () => world.problems,
      preview: () => world.preview,
      remove: nothing,
      pause: nothing,
      resume: nothing,
      dismissDuplicateSender: nothing,
      openFolder: nothing,
      chooseFolder: () => '/home/anna/Scans',
      defaultJunk: () => ['*.part', '*.crdownload', '~$*', '.~lock.*', 'Thumbs.db', '.DS_Store'],
      captionPreview: ({ template, file }) =>
        template.replaceAll('{name}', file).replaceAll('{date}', '22.11.2026'),
    },
    ...portalAnswers(world, tell),
  };
}
