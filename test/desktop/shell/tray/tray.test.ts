import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { APP_STATES, type AppStatus } from '#contract/app.ts';
import { popoverPosition, type Rectangle, type Screen } from '#desktop/shell/tray/popover-position.ts';
import { PopoverRules } from '#desktop/shell/tray/popover-rules.ts';
import { trayIconName } from '#desktop/shell/tray/tray-icon-name.ts';
import { trayMenu, type MenuEntry } from '#desktop/shell/tray/tray-menu.ts';
import { headline, appStateOf, tooltip, worst } from '#desktop/shell/tray/tray-state.ts';
import { localizer } from '../test-localizer.ts';

const CALM: AppStatus = {
  state: 'ok',
  waiting: 0,
  needsYou: 0,
  sending: 0,
  lastDeliveredAt: undefined,
  watches: 2,
  pausedUntil: undefined,
  bytesLeft: 0,
  secondsLeft: undefined,
  code: undefined,
};

const NO_UPDATE = { type: 'current', checkedAt: undefined } as const;

function labels(entries: readonly MenuEntry[]): string[] {
  return entries.flatMap((entry) => {
    if (entry.type === 'separator') return [];
    return entry.type === 'submenu' ? [entry.label, ...labels(entry.entries)] : [entry.label];
  });
}

test('the worst of several states wins, whatever their order', () => {
  fc.assert(
    fc.property(fc.subarray([...APP_STATES], { minLength: 1 }), fc.nat(), (states, turn) => {
      const turned = [...states.slice(turn % states.length), ...states.slice(0, turn % states.length)];
      expect(worst(turned)).toBe(states[0]);
    }),
  );
});

test.each([
  ['error', { code: 'ledger.full', needsYou: 1 }],
  ['needs-you', { needsYou: 1, offline: true }],
  ['offline', { offline: true, pausedUntil: 5 }],
  ['paused', { pausedUntil: 5, sending: 1 }],
  ['working', { sending: 1, waiting: 3 }],
  ['ok', { waiting: 3 }],
] as const)('the icon shows %s', (state, found) => {
  expect(appStateOf({ ...CALM, offline: false, ...found })).toBe(state);
});

test('there is an icon for every state, shade and system', () => {
  for (const state of APP_STATES) {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      for (const isDark of [true, false]) {
        const name = trayIconName(state, platform, isDark);
        expect(existsSync(join('assets/icons/tray', name)), name).toBe(true);
      }
    }
  }
});

test('the tooltip says what waits, who is needed and when the last file went', () => {
  const at = new Date(2026, 10, 22, 14, 2).getTime();

  const text = tooltip({ ...CALM, waiting: 3, needsYou: 1, lastDeliveredAt: at }, localizer);

  expect(text).toBe('Chatdrop: 3 waiting, 1 needs you, last 02:02 PM');
});

test('every state has a line of its own', () => {
  const lines = APP_STATES.map((state) => headline({ ...CALM, state, needsYou: 2, sending: 2 }, localizer));

  expect(new Set(lines).size).toBe(APP_STATES.length);
});

test('the menu offers to pause, and to resume while it is paused', () => {
  const now = new Date(2026, 10, 22, 14, 2);

  expect(labels(trayMenu(CALM, [], localizer, now, NO_UPDATE))).toContain('For an hour');
  const paused = labels(trayMenu({ ...CALM, pausedUntil: Infinity }, [], localizer, now, NO_UPDATE));
  expect(paused).toContain('Resume');
  expect(paused).not.toContain('For an hour');
});

test('"until tomorrow" is eight in the morning of the next day, over the change of clocks too', () => {
  for (const day of [new Date(2026, 9, 24, 23, 59), new Date(2026, 11, 31, 0, 1)]) {
    const entries = trayMenu(CALM, [], localizer, day, NO_UPDATE);
    const pause = entries.find((entry) => entry.type === 'submenu');
    const item = pause?.entries.find((entry) => entry.type === 'item' && entry.label === 'Until tomorrow');
    const until = item?.type === 'item' && item.action.type === 'pause' ? item.action.until : undefined;
    const end = new Date(until ?? 0);
    expect([end.getHours(), end.getMinutes()]).toEqual([8, 0]);
    expect(end.getTime()).toBeGreaterThan(day.getTime());
  }
});

test('names in the menu cannot rearrange it', () => {
  const name = `\u202Efdp.exe\n& ${'x'.repeat(80)}`;

  const [line = ''] = labels(
    trayMenu(CALM, [{ id: 1, name, chatTitle: 'A & B' }], localizer, new Date(), NO_UPDATE),
  ).filter((label) => label.includes('→'));

  expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(line).toContain('A && B');
  expect(line.length).toBeLessThan(100);
});

const SIZE = { width: 400, height: 600 };
const screens: Record<string, { readonly screen: Screen; readonly icon: Rectangle }> = {};
for (const [x, y] of [
  [0, 0],
  [-1_920, -200],
  [2_560, 300],
] as const) {
  const bounds = { x, y, width: 1_920, height: 1_080 };
  const inner = { x, y, width: 1_920, height: 1_040 };
  screens[`bottom ${x}`] = {
    screen: { bounds, workArea: inner },
    icon: { x: x + 1_800, y: y + 1_048, width: 24, height: 24 },
  };
  screens[`top ${x}`] = {
    screen: { bounds, workArea: { ...inner, y: y + 40 } },
    icon: { x: x + 1_800, y: y + 8, width: 24, height: 24 },
  };
  screens[`left ${x}`] = {
    screen: { bounds, workArea: { x: x + 60, y, width: 1_860, height: 1_080 } },
    icon: { x: x + 18, y: y + 900, width: 24, height: 24 },
  };
  screens[`right ${x}`] = {
    screen: { bounds, workArea: { x, y, width: 1_860, height: 1_080 } },
    icon: { x: x + 1_878, y: y + 900, width: 24, height: 24 },
  };
  screens[`hidden bar ${x}`] = {
    screen: { bounds, workArea: bounds },
    icon: { x: x + 1_800, y: y + 1_050, width: 24, height: 24 },
  };
}

test.each(Object.entries(screens))(
  'the popover lies beside the icon and on its screen: taskbar %s',
  (side, { screen, icon }) => {
    const place = popoverPosition(SIZE, icon, screen);
    const { workArea } = screen;

    expect(place.x).toBeGreaterThanOrEqual(workArea.x);
    expect(place.y).toBeGreaterThanOrEqual(workArea.y);
    expect(place.x + place.width).toBeLessThanOrEqual(workArea.x + workArea.width);
    expect(place.y + place.height).toBeLessThanOrEqual(workArea.y + workArea.height);
    const gap = {
      bottom: workArea.y + workArea.height - place.y - place.height,
      // A bar that hides itself takes nothing, and the icon shall not be covered.
      hidden: icon.y - place.y - place.height,
      top: place.y - workArea.y,
      left: place.x - workArea.x,
      right: workArea.x + workArea.width - place.x - place.width,
    };
    const [where = ''] = side.split(' ');
    expect(gap[where as keyof typeof gap]).toBe(8);
  },
);

test('the popover never leaves the screen, wherever the icon is and however small the screen', () => {
  const coordinate = fc.integer({ min: -5_000, max: 5_000 });
  fc.assert(
    fc.property(
      coordinate,
      coordinate,
      fc.integer({ min: 420, max: 4_000 }),
      fc.integer({ min: 320, max: 2_500 }),
      coordinate,
      coordinate,
      (x, y, width, height, iconX, iconY) => {
        const bounds = { x, y, width, height };
        const icon = { x: iconX, y: iconY, width: 24, height: 24 };

        const place = popoverPosition(SIZE, icon, { bounds, workArea: bounds });

        expect(place.x).toBeGreaterThanOrEqual(x);
        expect(place.x + place.width).toBeLessThanOrEqual(x + width);
        expect(place.y).toBeGreaterThanOrEqual(y);
        expect(place.y + place.height).toBeLessThanOrEqual(y + height);
      },
    ),
  );
});

test('without an icon the popover goes to the corner where trays are', () => {
  const bounds = { x: 0, y: 0, width: 1_920, height: 1_080 };

  expect(
    popoverPosition(SIZE, undefined, { bounds, workArea: { ...bounds, y: 32, height: 1_048 } }),
  ).toMatchObject({ x: 1_512, y: 40 });
  expect(popoverPosition(SIZE, undefined, { bounds, workArea: { ...bounds, height: 1_040 } })).toMatchObject({
    x: 1_512,
    y: 432,
  });
});

test('a click that took the focus away does not show the popover again; a later one does', () => {
  const rules = new PopoverRules(false);

  expect(rules.shouldHideOnBlur(1_000)).toBe(true);

  expect(rules.onClick(false, 1_100)).toBe('hide');
  expect(rules.onClick(false, 2_000)).toBe('show');
  expect(rules.onClick(true, 2_000)).toBe('hide');
});

test('neither a drag nor a pinned popover lets it hide', () => {
  const rules = new PopoverRules(false);
  rules.setDragging(true);
  expect(rules.shouldHideOnBlur(0)).toBe(false);
  rules.setDragging(false);
  expect(rules.shouldHideOnBlur(0)).toBe(true);
  rules.isPinned = true;
  expect(rules.shouldHideOnBlur(0)).toBe(false);
});

test('an update that is ready stands in the menu, and no longer when it is only waiting for an upload', () => {
  const menu = (isWaiting: boolean) =>
    trayMenu(CALM, [], localizer, new Date(), { type: 'ready', version: '2.0.0', isWaiting });
  const item = menu(false).find(
    ({ type, ...entry }) => type === 'item' && 'action' in entry && entry.action.type === 'update',
  );

  expect(item).toMatchObject({ label: 'Restart to update' });
  expect(labels(menu(true))).not.toContain('Restart to update');
  expect(labels(menu(true))).toContain('Version 2.0.0 is installed as soon as nothing is being sent');
});
