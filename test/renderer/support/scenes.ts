import type { Component } from 'svelte';
import type { AppStatus } from '#contract/app.ts';
import Popover from '../../../src-renderer/Popover.svelte';
import Window from '../../../src-renderer/Window.svelte';
import type { Part } from '../../../src-renderer/place.svelte.ts';
import type { Main } from '../../../src-renderer/lib/main.ts';
import type { FakeMain } from './fake-main.ts';
import { brokenPortal, portal, targets, VERDICTS } from './sample-portals.ts';
import { burst, upload } from './sample-uploads.ts';
import { DROP, emptyWorld, STATUS, world, type World } from './world.ts';
import { appear, click, drag, press, scrollTo, typeInto } from './acting.ts';

/** A screen in one of its states. */
export interface Scene {
  readonly name: string;
  readonly screen: 'popover' | 'window';
  readonly part?: Part;
  readonly world: () => World;
  /** What somebody does before the picture is taken. */
  readonly act?: (main: FakeMain) => Promise<void>;
}

export function componentOf({ screen }: Scene): Component<{ main: Main; start?: Part }> {
  return screen === 'popover' ? (Popover as Component<{ main: Main; start?: Part }>) : Window;
}

const status = (given: Partial<AppStatus>) => ({ status: { ...STATUS, ...given } });
const limited = () => portal({ state: { type: 'limited', until: Date.now() + 13 * 60_000 } });
const offline = () => portal({ state: { type: 'offline', nextAt: Date.now() + 60_000 } });
/** The first delivered row is in sight in a low window too. */
const fewBefore25 = () => world({ rows: world().rows.filter(({ id }) => id < 26 || id > 28) });
const files = (types: string[]) => ({ types, files: [] });

const POPOVER: readonly Omit<Scene, 'screen'>[] = [
  { name: 'working', world: () => world({ portals: [limited()] }) },
  { name: 'idle', world: () => world({ ...status({}), rows: world().rows.slice(6), progress: [] }) },
  {
    name: 'burst',
    world: () => world({ ...status({}), rows: [...burst(), ...world().rows.slice(-2)], progress: [] }),
  },
  { name: 'new', world: () => emptyWorld() },
  { name: 'loading', world: () => world({ silent: ['uploads.page'] }) },
  {
    name: 'offline',
    world: () => world({ ...status({ state: 'offline', waiting: 3 }), portals: [offline()] }),
  },
  {
    name: 'paused',
    world: () => world(status({ state: 'paused', pausedUntil: Date.now() + 900_000, waiting: 3 })),
  },
  {
    name: 'needs-you',
    world: () => world({ ...status({ state: 'needs-you', needsYou: 2 }), portals: [brokenPortal()] }),
  },
  { name: 'error', world: () => world(status({ state: 'error', code: 'ledger.full' })) },
  { name: 'eleven-chats', world: () => world({ targets: targets(11) }) },
  {
    name: 'drag-valid',
    world: () => world(),
    act: async () => drag('.tile', files(['Files'])),
  },
  {
    name: 'drag-blocked',
    world: () =>
      world({ targets: [...targets(1, { code: 'dialog.access-denied' }), ...targets(4).slice(1)] }),
    act: async () => drag('.tile', files(['Files'])),
  },
  { name: 'drag-text', world: () => world(), act: async () => drag('.tile', files(['text/plain'])) },
  {
    name: 'question',
    world: () =>
      world({
        drop: {
          ...DROP,
          files: 37,
          bytes: 412_000_000,
          names: ['Produktkatalog Frühjahr 2027 – Entwurf_v7.pptx', 'b.pdf'],
          refused: [{ name: 'Sicherung komplett.zip', code: 'file.too-large' }],
          needsQuestion: true,
        },
        repeats: 2,
      }),
    act: async () => click('.tile'),
  },
  { name: 'sent', world: () => world(), act: async () => click('.tile') },
  {
    name: 'partly-failed',
    world: () => world(),
    act: async (main) => {
      await click('.tile');
      main.tell('uploads.changed', upload(31, { state: 'failed', code: 'file.content' }));
      await new Promise((resolve) => setTimeout(resolve, 250));
    },
  },
];

const HISTORY: readonly Omit<Scene, 'screen'>[] = [
  { name: 'history', world: () => world() },
  { name: 'history-empty', world: () => emptyWorld({ setup: 'done' }) },
  { name: 'history-one', world: () => world({ rows: [upload(1)] }) },
  { name: 'history-eleven', world: () => world({ rows: world().rows.slice(0, 11) }) },
  { name: 'history-burst', world: () => world({ rows: burst() }) },
  {
    name: 'history-burst-open',
    world: () => world({ rows: burst() }),
    act: async () => click('[data-group]'),
  },
  {
    name: 'history-chosen',
    world: fewBefore25,
    act: async () => {
      for (const id of [30, 29, 25]) await click(`.row:has([data-row="${id}"]) input`);
    },
  },
  {
    name: 'history-million-middle',
    world: () => world({ endless: 1_000_000 }),
    act: async () => scrollTo('[role=list]', 0.5),
  },
  { name: 'history-million', world: () => world({ endless: 1_000_000 }) },
  { name: 'history-loading', world: () => world({ silent: ['uploads.page'] }) },
  { name: 'history-failing', world: () => world({ failing: { 'uploads.page': 'ledger.damaged' } }) },
  { name: 'history-detail', world: () => world(), act: async () => click('[data-row="30"]') },
  { name: 'history-sending', world: () => world(), act: async () => click('[data-row="31"]') },
  { name: 'history-delivered', world: fewBefore25, act: async () => click('[data-row="25"]') },
  { name: 'history-chart', world: () => world(), act: async () => click('.tools .icon-button') },
  {
    name: 'history-filtered-empty',
    world: () => world(),
    act: async () => typeInto('#history-search', 'Jahresabschluss'),
  },
  {
    name: 'history-all-clear',
    world: () => world({ rows: world().rows.filter(({ state }) => state !== 'failed') }),
    act: async () => click('.segment:nth-child(2)'),
  },
  {
    name: 'history-menu',
    world: fewBefore25,
    act: async () => {
      await press('.row:has([data-row="25"]) .tools > .anchor button', 'ArrowDown');
      await appear('[role=menu]');
    },
  },
  {
    name: 'history-offline',
    world: () => world({ ...status({ state: 'offline' }), portals: [offline()] }),
  },
  { name: 'shortcuts', world: () => world(), act: async () => press('body', 'F1') },
].map((scene) => ({ part: 'history' as const, ...scene }));

const WATCHES: readonly Omit<Scene, 'screen'>[] = [
  { name: 'watches', world: () => world() },
  { name: 'watches-empty', world: () => world({ watches: [] }) },
  { name: 'watches-no-portal', world: () => emptyWorld({ setup: 'done' }) },
  { name: 'watch-editor', world: () => world(), act: async () => click('li .main') },
  {
    name: 'watch-editor-chat',
    world: () => world(),
    act: async () => {
      await click('li .main');
      await click('.segment:nth-child(2)');
    },
  },
  {
    name: 'watch-editor-rules',
    world: () =>
      world({ problems: [{ field: 'caption', problem: 'placeholder', detail: '{nmae}', isWarning: false }] }),
    act: async () => {
      await click('li .main');
      await click('.segment:nth-child(3)');
      await click('summary');
    },
  },
  {
    name: 'watch-editor-problems',
    world: () =>
      world({
        problems: [
          { field: 'folder', problem: 'overlaps', detail: 'Reports', isWarning: true },
          { field: 'name', problem: 'taken', detail: undefined, isWarning: false },
        ],
      }),
    act: async () => click('li .main'),
  },
].map((scene) => ({ part: 'watches' as const, ...scene }));

const PORTALS: readonly Omit<Scene, 'screen'>[] = [
  { name: 'portals', world: () => world({ portals: [portal(), brokenPortal()] }) },
  { name: 'portals-empty', world: () => emptyWorld({ setup: 'done' }) },
  {
    name: 'portals-verdicts',
    world: () => world({ portals: [brokenPortal()] }),
    act: async () => click('summary'),
  },
  {
    name: 'portals-moved',
    world: () =>
      world({
        portals: [portal({ state: { type: 'needs-you', code: 'portal.moved', host: 'neu.bitrix24.de' } })],
      }),
  },
  { name: 'portals-add', world: () => world(), act: async () => click('header .button.primary') },
  {
    name: 'portals-add-problem',
    world: () => world(),
    act: async () => {
      await click('header .button.primary');
      await typeInto('.dialog input', 'https://office.bitrix24.de/');
    },
  },
  { name: 'bot-add', world: () => world(), act: async () => click('.bots .button') },
].map((scene) => ({ part: 'portals' as const, ...scene }));

const OTHERS: readonly Omit<Scene, 'screen'>[] = [
  { name: 'settings', part: 'settings', world: () => world() },
  {
    name: 'settings-hours',
    part: 'settings',
    world: () =>
      world({
        info: {
          ...world().info,
          secrets: 'weak',
          autostart: 'disabled-by-user',
          locked: ['updates', 'language'],
        },
      }),
    act: async () => click('section:nth-of-type(3) .switch'),
  },
  { name: 'setup-portal', part: 'setup', world: () => emptyWorld() },
  {
    name: 'setup-verdicts',
    part: 'setup',
    world: () =>
      emptyWorld({
        portals: [
          portal({
            verdicts: VERDICTS.map((one) =>
              one.id === 'im' ? { ...one, state: 'optional-missing' as const } : one,
            ),
          }),
        ],
      }),
  },
  { name: 'setup-bot', part: 'setup', world: () => emptyWorld({ setup: 'bot', portals: [portal()] }) },
  { name: 'setup-chat', part: 'setup', world: () => world({ setup: 'chat' }) },
  { name: 'setup-folder', part: 'setup', world: () => world({ setup: 'folder' }) },
  { name: 'setup-proof', part: 'setup', world: () => world({ setup: 'proof' }) },
  {
    name: 'setup-proof-done',
    part: 'setup',
    world: () => world({ setup: 'proof' }),
    act: async (main) => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      main.tell('uploads.changed', upload(32));
      await new Promise((resolve) => setTimeout(resolve, 50));
    },
  },
  { name: 'setup-autostart', part: 'setup', world: () => world({ setup: 'autostart' }) },
  { name: 'setup-done', part: 'setup', world: () => world({ setup: 'done' }) },
];

/** Every screen in every state that is drawn and looked at. */
export const SCENES: readonly Scene[] = [
  ...POPOVER.map((scene) => ({ ...scene, name: `popover-${scene.name}`, screen: 'popover' as const })),
  ...[...HISTORY, ...WATCHES, ...PORTALS, ...OTHERS].map((scene) => ({
    ...scene,
    screen: 'window' as const,
  })),
];
