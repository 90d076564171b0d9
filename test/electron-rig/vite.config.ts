import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { countReporter } from '../support/count-reporter.ts';

/** `npm run check:electron`: the end-to-end tests on real Electron, and those that make sense there alone. */
export default defineConfig({
  cacheDir: join(tmpdir(), 'vite'),
  test: {
    include: ['test/e2e/**/*.test.ts', 'test/electron-rig/**/*.check.ts'],
    maxWorkers: 2,
    setupFiles: process.platform === 'linux' ? ['test/electron-rig/own-desk.ts'] : [],
    testTimeout: 90_000,
    hookTimeout: 120_000,
    retry: process.env['CI'] === undefined ? 0 : 1,
    reporters: ['default', countReporter],
  },
});
