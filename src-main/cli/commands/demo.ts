import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineEvent } from '#engine/events.ts';
import { startSandbox } from '#sandbox/sandbox.ts';
import { findApp } from '../demo/find-app.ts';
import { sampleFiles } from '../demo/samples.ts';
import { eventLine } from '../report/event-line.ts';
import { runEngine } from '../run-engine.ts';
import { chatPage, sandboxConfig } from '../sandbox-portal.ts';
import { loadSettings } from '../settings.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { print } from '../terminal.ts';

/** The whole job without an account. Leaves nothing behind. */
export async function demo({ once = false }: { readonly once?: boolean | undefined }): Promise<number> {
  using home = temporaryFolder('chatdrop-demo-');
  const folder = join(home.path, 'Drop files here');
  mkdirSync(folder);
  for (const { name, content } of sampleFiles()) writeFileSync(join(folder, name), content);

  const portal = await startSandbox({ port: 0, dataDir: join(home.path, 'portal') });
  try {
    const path = join(home.path, 'chatdrop.json');
    writeFileSync(path, JSON.stringify(sandboxConfig(portal, { folder, quietSeconds: 1 }), undefined, 2));
    const { config } = loadSettings({ config: path });

    print('Chatdrop demo: a sandbox portal, a watched folder and the engine, all in this process.');
    print(`The chat    ${chatPage(portal, 'chat5')}`);
    print(`The folder  ${folder}`);
    if (!once) print('Open the first, put files into the second. Ctrl+C ends it and removes everything.');
    using app = once ? undefined : openApp(join(home.path, 'app'));
    print(
      app === undefined
        ? 'No tray application opens: Electron is not here, or it is not built (npm run build).'
        : `The tray application opens. For its first step, the webhook: ${portal.webhook}`,
    );
    print('');
    const summary = await runEngine(config, once, printEnd);
    return once && (summary === undefined || summary.failed + summary.waiting > 0) ? 1 : 0;
  } finally {
    await portal.close();
  }
}

/** Starts the tray application on data of its own; it ends with the demo. */
function openApp(userData: string): Disposable | undefined {
  const found = findApp(join(import.meta.dirname, '..', '..'));
  if (found === undefined) return undefined;
  const child = spawn(found.program, [...found.args, `--user-data-dir=${userData}`], { stdio: 'ignore' });
  // A binary that does not start (no display, say) leaves the demo as it is without one.
  child.on('error', () => undefined);
  return { [Symbol.dispose]: () => void child.kill() };
}

/** Only how uploads end: what lies between is of no interest here. */
function printEnd(event: EngineEvent): void {
  if (event.type !== 'upload' || ['queued', 'sending'].includes(event.row.state)) return;
  const line = eventLine(event, Date.now());
  if (line !== undefined) print(line);
}
