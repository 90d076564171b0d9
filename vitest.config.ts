import { svelte, vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumPath } from './test/support/chromium-path.ts';
import { countReporter } from './test/support/count-reporter.ts';

/** Tests that start the built command as a process of its own; the build comes first. */
const PROCESS_TESTS = [
  'test/cli/**/*.test.ts',
  'test/crash/**/*.test.ts',
  'test/faults/**/*.test.ts',
  'test/package/**/*.test.ts',
  'test/documents/**/*.test.ts',
];
/** Tests inside this process that wait for real files, sockets and clocks. */
const CLOCK_TESTS = [
  'test/engine/*.test.ts',
  'test/engine/delivery/post-delivery/**/*.test.ts',
  'test/bitrix24/**/*.test.ts',
  'test/engine/system/**/*.test.ts',
  'test/engine/watcher/**/*.test.ts',
  'test/desktop/**/*.test.ts',
  'test/sandbox/**/*.test.ts',
  'test/screens/**/*.test.ts',
];
/** Tests over the built desktop program. */
const DESKTOP_TESTS = ['test/e2e/**/*.test.ts', 'test/desktop/built/**/*.test.ts'];
/** Tests of the windows, inside a real browser. */
const WINDOW_TESTS = ['test/renderer/**/*.test.ts'];

/** electron-store imports `electron`. Outside Electron that module downloads it, unless this names a folder. */
const NO_ELECTRON = { ELECTRON_OVERRIDE_DIST_PATH: 'none' };

/**
 * On CI a test that depends on real clocks, a browser or other processes gets a second try, so that one starved process
 * does not hide the outcome of two thousand tests; the last lines of the run name each test that needed it. Never for a
 * promise that is judged over random histories, inputs or kills (`rooms`, `test/crash`): there one failure is a finding.
 */
const RETRY = process.env['CI'] === undefined ? 0 : 1;

export default defineConfig({
  test: {
    // Two cores: more files at once only make real-process tests wait for each other.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'rooms',
          include: ['test/**/*.test.ts'],
          exclude: [...PROCESS_TESTS, ...CLOCK_TESTS, ...DESKTOP_TESTS, ...WINDOW_TESTS],
        },
      },
      {
        extends: true,
        test: {
          name: 'clocks',
          include: CLOCK_TESTS,
          exclude: DESKTOP_TESTS,
          retry: RETRY,
          env: NO_ELECTRON,
        },
      },
      {
        extends: true,
        test: {
          name: 'processes',
          include: PROCESS_TESTS,
          retry: RETRY,
          env: NO_ELECTRON,
          globalSetup: ['test/support/build-cli.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'desktop',
          include: DESKTOP_TESTS,
          globalSetup: ['test/support/build-desktop.ts'],
          retry: RETRY,
          testTimeout: 90_000,
        },
      },
      {
        extends: true,
        plugins: [svelte({ configFile: false, preprocess: vitePreprocess() })],
        optimizeDeps: { include: ['bits-ui', 'd3-array', 'axe-core'] },
        test: {
          name: 'windows',
          retry: RETRY,
          include: WINDOW_TESTS,
          setupFiles: ['test/renderer/support/setup.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
                args: ['--no-sandbox'],
              },
            }),
            instances: [{ browser: 'chromium', viewport: { width: 1120, height: 720 } }],
          },
        },
      },
    ],
    reporters: ['default', countReporter],
    testTimeout: 90_000,
    hookTimeout: 120_000,
  },
});
