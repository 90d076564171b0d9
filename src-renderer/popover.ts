import { mount } from 'svelte';
import './styles/tokens.css';
import './styles/base.css';
import './styles/floating.css';
import { mainOfWindow } from './lib/bridge.ts';
import Popover from './Popover.svelte';

const target = document.getElementById('app');
if (target === null) throw new Error('the page has no place for the app');
mount(Popover, { target, props: { main: mainOfWindow() } });
