import { mount } from 'svelte';
import './styles/tokens.css';
import './styles/base.css';
import './styles/floating.css';
import { mainOfWindow } from './lib/bridge.ts';
import Window from './Window.svelte';

const target = document.getElementById('app');
if (target === null) throw new Error('the page has no place for the app');
mount(Window, { target, props: { main: mainOfWindow() } });
