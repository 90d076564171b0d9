import { defineConfig } from 'vitest/config';

/** `npm run check:package`: minutes instead of seconds, so not part of `npm test`. */
export default defineConfig({
  test: { include: ['test/packaged/**/*.check.ts'], testTimeout: 120_000, hookTimeout: 300_000 },
});
