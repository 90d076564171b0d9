import { defineConfig } from 'vitest/config';
import { countReporter } from './test/support/count-reporter.ts';

/** Tests that start the built command as a process of its own; the build comes first. */
const PROCESS_TESTS = ['test/cli/**/*.test.ts', 'test/crash/**/*.test.ts', 'test/package/**/*.test.ts'];

export default defineConfig({
  test: {
    // Two cores: more files at once only make real-process tests wait for each other.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: 'rooms', include: ['test/**/*.test.ts'], exclude: PROCESS_TESTS },
      },
      {
        extends: true,
        test: {
          name: 'processes',
          include: PROCESS_TESTS,
          globalSetup: ['test/support/build-cli.ts'],
        },
      },
    ],
    reporters: ['default', countReporter],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
