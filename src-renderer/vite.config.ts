import { svelte, vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

/** The windows by themselves, for their tests and pictures; the app builds them with the same plugin. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [svelte({ configFile: false, preprocess: vitePreprocess() })],
  build: {
    target: 'chrome140',
    outDir: '../dist/renderer',
    emptyOutDir: true,
    // A small file written into the page as a `data:` script would need a wider policy.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: {
        popover: `${import.meta.dirname}/popover.html`,
        window: `${import.meta.dirname}/window.html`,
      },
    },
  },
});
