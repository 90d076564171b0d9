import { afterEach } from 'vitest';

import type { FileToPost } from '#engine/ports.ts';
import {
  startScriptServer,
  type Script,
  type ScriptServer,
  type ScriptServerOptions,
} from '#test/support/script-server.ts';
import { testFile, type TestFile } from './portal-fixture.ts';

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** A portal that answers as the script says, until the test ends. */
export async function portal(script: Script, options: ScriptServerOptions = {}): Promise<ScriptServer> {
  const server = await startScriptServer(script, options);
  cleanups.push(() => server.close());
  return server;
}

/** A real file to post, until the test ends. */
export async function fileOf(size: number, changes: Partial<FileToPost> = {}): Promise<TestFile> {
  const made = await testFile(size, changes);
  cleanups.push(() => made.remove());
  return made;
}
