import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { problemLines } from '#config/problem.ts';
import { readConfig } from '#cli/config/read-config.ts';
import type { ConfigFile } from '#cli/config/schema.ts';
import { toEngineSettings } from '#cli/config/to-engine-settings.ts';
import { toEngineConfig } from '#config/to-engine-config.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';

function engineConfig(file: ConfigFile, folder: string, dataDir: string) {
  return toEngineConfig(toEngineSettings(file), { dataDir, toPath: (named) => resolve(folder, named) });
}

function read({ watch = {}, ...changes }: { readonly watch?: object; readonly [key: string]: unknown }) {
  const folder = temporaryFolder();
  const path = join(folder, 'chatdrop.json');
  const config = {
    portals: [{ name: 'office', webhook: 'http://127.0.0.1:8080/rest/1/abc/' }],
    bots: [{ name: 'scanner', portal: 'office', botId: 456, botToken: 'token' }],
    watches: [{ name: 'scans', folder: 'scans', bot: 'scanner', dialog: 'chat5', ...watch }],
    ...changes,
  };
  writeFileSync(path, JSON.stringify(config));
  const result = readConfig(path, {});
  return result.ok
    ? engineConfig(result.file, folder, folder)
    : problemLines('chatdrop.json', result.problems);
}

test('working hours, bandwidth and retention reach the engine', () => {
  const config = read({
    delivery: {
      workingHours: { monday: ['08:00-12:00', '13:30-24:00'] },
      bytesPerSecond: 1_000_000,
    },
    retention: { days: 30, rows: 0 },
  });

  expect(config).toMatchObject({
    delivery: {
      workingHours: [
        [
          { from: 480, to: 720 },
          { from: 810, to: 1_440 },
        ],
        [],
        [],
        [],
        [],
        [],
        [],
      ],
      bytesPerSecond: 1_000_000,
    },
    retention: { days: 30, rows: Infinity },
  });
});

test('without settings it sends at any time, as fast as it can, and keeps 90 days or 20,000 uploads', () => {
  expect(read({})).toMatchObject({
    delivery: { workingHours: undefined, bytesPerSecond: 0 },
    retention: { days: 90, rows: 20_000 },
  });
});

test.each([
  [
    { delivery: { workingHours: { monday: ['18:00-08:00'] } } },
    'chatdrop.json: delivery.workingHours.monday[0]: expected an end after the beginning',
  ],
  [
    { delivery: { workingHours: { monday: ['8-18'] } } },
    'chatdrop.json: delivery.workingHours.monday[0]: expected hours such as "08:00-18:00"',
  ],
  [
    { delivery: { bytesPerSecond: 100 } },
    'chatdrop.json: delivery.bytesPerSecond: expected 0 for no cap, or at least 65536',
  ],
  [
    { watch: { after: 'trash' } },
    'chatdrop.json: watches[0].after: only the desktop app knows a recycle bin: expected "keep" or { "move": "Sent" }',
  ],
  [
    { watch: { after: { move: '../Sent' } } },
    'chatdrop.json: watches[0].after.move: expected a subfolder of the watch, such as "Sent"',
  ],
])('%j is explained', (changes, line) => {
  expect(read(changes)).toContain(line);
});
