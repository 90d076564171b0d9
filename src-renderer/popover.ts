import { mount } from 'svelte';
import './styles/tokens.css';
import './styles/base.css';
import './styles/floating.css';
import './styles/shell.css';
import { mainOfWindow } from './lib/bridge.ts';
import { shellDrawn } from './lib/shell.ts';
import Popover from './Popover.svelte';

const target = document.getElementById('app');
if (target === null) throw new Error('the page has no place for the app');
await shellDrawn();
mount(Popover, { target, props: { main: mainOfWindow() } });
