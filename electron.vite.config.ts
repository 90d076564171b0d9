import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;

/**
 * Builds the desktop program: main for Node inside Electron, the preload script as one CommonJS file, which is all a
 * sandboxed one may be, and the pages.
 */
export default defineConfig({
  main: {
    build: {
      outDir: 'dist/desktop/main',
      minify: false,
      // Nothing is imported at run time: the package needs no node_modules.
      externalizeDeps: false,
      license: { fileName: 'licences.json' },
      rolldownOptions: {
        input: {
          main: resolve(root, 'src-main/desktop/main.ts'),
          'drive-helper': resolve(root, 'src-main/desktop/drive-helper-main.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'dist/desktop/preload',
      minify: false,
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: resolve(root, 'src-main/desktop/preload.ts') },
        output: { format: 'cjs', entryFileNames: 'preload.cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [svelte()],
    build: {
      outDir: resolve(root, 'dist/desktop/renderer'),
      // An inlined picture would be a `data:` address in a style sheet; a module preload would be an inline script.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      license: { fileName: 'licences.json' },
      rolldownOptions: {
        input: {
          popover: resolve(root, 'src-renderer/popover.html'),
          window: resolve(root, 'src-renderer/window.html'),
        },
      },
    },
  },
});
