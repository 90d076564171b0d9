import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Process } from './process.ts';
import type { Workshop } from './workshop.ts';

export interface Watched {
  readonly folder: string;
  readonly dialog?: string;
  readonly portal?: number;
  readonly quietSeconds?: number;
  readonly existing?: 'new' | 'all';
}

export interface Setting {
  readonly portals: readonly { readonly webhook: string }[];
  readonly watches: readonly Watched[];
  readonly delivery?: object;
  readonly env?: Readonly<Record<string, string>>;
  /** Folder of configuration and ledger; a new one where it is not named. */
  readonly home?: string;
  /** Preloaded before the command: measures from within. */
  readonly preload?: string;
}

/** Starts `chatdrop run --json` with a configuration of its own. */
export function startChatdrop(workshop: Workshop, setting: Setting): Process {
  const home = setting.home ?? workshop.folder();
  writeFileSync(join(home, 'chatdrop.json'), JSON.stringify(configOf(setting)));
  const preload = setting.preload === undefined ? [] : ['--import', pathToFileURL(setting.preload).href];
  return new Process(process.execPath, [...preload, workshop.command, 'run', '--json'], {
    cwd: home,
    env: setting.env ?? {},
  });
}

/** Resolves when every watch has looked at its folder and is told of changes. */
export async function untilWatching(chatdrop: Process, watches = 1): Promise<void> {
  let left = watches;
  await chatdrop.line((line) => line.includes('"state":"watching"') && --left === 0);
}

/** Resolves when so many uploads more are delivered. */
export function untilDelivered(chatdrop: Process, count: number): Promise<void> {
  return new Promise((resolve) => {
    let left = count;
    chatdrop.onLine((line) => {
      if (line.includes('"state":"delivered"') && --left === 0) resolve();
    });
  });
}

/** The configuration; the first portal's bot is called `bot 0`. */
function configOf({ portals, watches, delivery }: Setting): object {
  return {
    portals: portals.map(({ webhook }, index) => ({ name: `portal ${index}`, webhook })),
    bots: portals.map((_, index) => ({
      name: `bot ${index}`,
      portal: `portal ${index}`,
      botId: 456,
      botToken: 'my_bot_token',
    })),
    watches: watches.map(
      ({ folder, dialog = 'chat5', portal = 0, quietSeconds = 0.1, existing = 'new' }, index) => ({
        name: `watch ${index}`,
        folder,
        bot: `bot ${portal}`,
        dialog,
        quietSeconds,
        existing,
      }),
    ),
    delivery: { requestsPerSecond: 1_000_000, burst: 1_000_000, ...delivery },
    dataDir: 'data',
  };
}
