import { app } from './app.ts';
import type { Client, Handlers, Publish } from './define.ts';
import { drops } from './drops.ts';
import { bots, dialogs, portals } from './portals.ts';
import { updates } from './updates.ts';
import { uploads } from './uploads.ts';
import { watches } from './watches.ts';

/** Everything a window can ask of main and hear from it. Adding a call starts, and types, here. */
export const contract = { app, updates, uploads, drops, watches, portals, bots, dialogs } as const;

export type AppContract = typeof contract;
export type AppHandlers = Handlers<AppContract>;
export type AppClient = Client<AppContract>;
export type AppPublish = Publish<AppContract>;
