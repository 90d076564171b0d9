import { onTestFinished } from 'vitest';
import { startSandbox } from '#sandbox/sandbox.ts';
import type { Sandbox, SandboxOptions } from '#sandbox/sandbox.ts';
import { temporaryFolder } from './temp-folder.ts';

/** A sandbox without a request limit, in a folder of its own; both are gone when the test ends. */
export async function tempSandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ dataDir: temporaryFolder(), requestsPerSecond: 0, ...options });
  onTestFinished(() => sandbox.close());
  return sandbox;
}
