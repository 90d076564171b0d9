import { basicMethods } from './basic.ts';
import { botChatMethods } from './bot-chats.ts';
import { botMessageMethods } from './bot-messages.ts';
import { botMethods } from './bots.ts';
import { dialogMethods } from './dialogs.ts';
import { fileMethods } from './files.ts';
import type { Method } from './method.ts';
import { searchMethods } from './search.ts';

const METHODS: ReadonlyMap<string, Method> = new Map(
  Object.entries({
    ...basicMethods,
    ...botMethods,
    ...botChatMethods,
    ...botMessageMethods,
    ...fileMethods,
    ...dialogMethods,
    ...searchMethods,
  }).map(([name, method]) => [name.toLowerCase(), method]),
);

/** The method of that name, in whatever case. */
export function findMethod(name: string): Method | undefined {
  return METHODS.get(name.toLowerCase());
}
