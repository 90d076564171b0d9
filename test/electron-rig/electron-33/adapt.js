/** Gives Electron 33 what the program uses of newer versions; each file says what and why. */
import { register } from 'node:module';
import './safe-storage.js';

register('./newer-modules.js', import.meta.url);
