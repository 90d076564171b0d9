import { watch } from 'chokidar';

/** chokidar with its own defaults. Says when it is ready. */
const [root = ''] = process.argv.slice(2);
watch(root).on('ready', () => console.log('ready'));
