import { expect, test } from 'vitest';
import { toWatchSettings, toWatchSpec } from '#config/to-watch-spec.ts';
import { watchProblems } from '#config/watch-problems.ts';
import { watchSettings } from '#config/watch.ts';
import { watchWarnings } from '#config/watch-warnings.ts';
import { fromTickedHours, toWorkingHours, workingHours } from '#config/working-hours.ts';
import { expandHome } from '#config/expand-home.ts';
import { watchSpec } from '#test/support/watched-folder.ts';

const settings = (given: object = {}) =>
  watchSettings.parse({ name: 'Scans', folder: '/scans', bot: 'scanner', dialog: 'chat5', ...given });
const place = { portal: 'office', portalLimit: 1_000, toPath: (folder: string) => folder };

test('without a quiet time of its own a watch waits longer on a network drive; a chosen one is the same everywhere', () => {
  expect(toWatchSpec(settings(), place)).toMatchObject({ quietMs: 5_000, networkQuietMs: 15_000 });
  expect(toWatchSpec(settings({ quietSeconds: 5 }), place)).not.toHaveProperty('networkQuietMs');
});

test('the size limit of a watch never exceeds the one of its portal', () => {
  expect(toWatchSpec(settings({ sizeMax: 5_000 }), place).sizeMax).toBe(1_000);
  expect(toWatchSpec(settings({ sizeMax: 500 }), place).sizeMax).toBe(500);
});

test.each([{}, { quietSeconds: 0.5 }, { maxDepth: 2, sizeMax: 9, after: { move: 'Sent' }, junk: ['*.x'] }])(
  'a watch with %j goes to the engine and comes back as the same watch',
  (given) => {
    const spec = toWatchSpec(settings(given), place);

    expect(toWatchSpec(toWatchSettings(spec), place)).toEqual(spec);
  },
);

test.each([
  ['chat5', 'chat5'],
  [' CHAT5 ', 'chat5'],
  ['SG7', 'sg7'],
  ['5', '5'],
  ['crm|deal|3', 'crm|DEAL|3'],
  ['https://office.bitrix24.com/online/?IM_DIALOG=chat5', 'chat5'],
])('the dialog %s is sent to as %s', (dialog, id) => {
  expect(settings({ dialog }).dialog).toBe(id);
});

test.each([
  [{ include: ['*.pdf', '[a'] }, [{ path: ['include', 1], problem: 'glob-broken', detail: '[a' }]],
  [{ exclude: ['@(a|b)'] }, [{ path: ['exclude', 0], problem: 'glob-extended', detail: '@(a|b)' }]],
  [{ junk: ['{a,b}'.repeat(20)] }, [{ path: ['junk', 0], problem: 'glob-complex' }]],
  [{ sizeMin: 10, sizeMax: 9 }, [{ path: ['sizeMax'], problem: 'range' }]],
  [{ sizeMin: 10, sizeMax: 10 }, []],
  [{ after: { move: '../Sent' } }, [{ path: ['after', 'move'], problem: 'subfolder' }]],
  [{ after: { move: '/Sent' } }, [{ path: ['after', 'move'], problem: 'subfolder' }]],
  [{ after: { move: String.raw`C:\Sent` } }, [{ path: ['after', 'move'], problem: 'subfolder' }]],
  [{ after: { move: './Sent/{yyyy}/' } }, []],
] as const)('%j has the problems %j', (given, problems) => {
  const watch = { ...settings(), ...structuredClone(given) } as ReturnType<typeof settings>;

  expect(watchProblems(watch)).toMatchObject(problems);
  expect(watchSettings.safeParse(watch).success).toBe(problems.length === 0);
});

test('a caption with unknown words and watches that find the same files are worth a warning', () => {
  const watches = [
    watchSpec('/scans', { name: 'a', caption: '{name} {nmae}' }),
    watchSpec('/scans/in', { name: 'b' }),
    watchSpec('/scans2', { name: 'c' }),
    watchSpec('/scans/in', { name: 'd', target: { portal: 'office', bot: 'scanner', dialog: 'chat6' } }),
  ];

  expect(watchWarnings(watches)).toEqual([
    { type: 'placeholder', watch: 'a', word: 'nmae' },
    { type: 'overlaps', watch: 'a', other: 'b' },
  ]);
  expect(watchWarnings(watches.map((watch) => ({ ...watch, caption: '', recursive: false })))).toEqual([]);
});

test('ticked hours become what a file would say', () => {
  const week = Array.from({ length: 7 }, (_, day) =>
    Array.from({ length: 24 }, (_hour, hour) => day < 5 && ((hour >= 8 && hour < 12) || hour === 23)),
  );

  const hours = fromTickedHours(week);

  expect(hours.monday).toEqual(['08:00-12:00', '23:00-24:00']);
  expect(hours.sunday).toEqual([]);
  expect(toWorkingHours(workingHours.parse(hours))[4]).toEqual([
    { from: 480, to: 720 },
    { from: 1_380, to: 1_440 },
  ]);
});

test.each([
  ['~/Scans', '/home/ann/Scans'],
  ['~', '/home/ann'],
  [String.raw`~\Scans`, String.raw`/home/ann\Scans`],
  ['~ann/Scans', '~ann/Scans'],
  ['/a/~/b', '/a/~/b'],
])('%s is %s', (path, expanded) => {
  expect(expandHome(path, '/home/ann')).toBe(expanded);
});
