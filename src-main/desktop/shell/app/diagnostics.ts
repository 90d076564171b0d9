import { release } from 'node:os';
import { app } from 'electron';
import type { AppContext } from '../../app-context.ts';
import { recentLog } from './log.ts';

/**
 * A report for support: versions, states, codes and the log, which is redacted when it is
 * written. No secret, no file name, no address of a portal.
 */
export async function diagnostics({
  settings,
  secrets,
  liveState,
  engine,
  status,
  now,
}: AppContext): Promise<string> {
  const stored = settings.get();
  const report = {
    at: new Date(now()).toISOString(),
    version: app.getVersion(),
    versions: process.versions,
    platform: [process.platform, process.arch, release()],
    secrets: await secrets.strength(),
    damagedSettings: settings.damaged,
    engine: engine.failure ?? 'runs',
    status: status(),
    portals: stored.portals.map(({ kind, maxFileBytes }) => ({ kind, maxFileBytes })),
    watches: stored.watches.map(({ name, mode, recursive, quietSeconds }) => ({
      mode,
      recursive,
      quietSeconds,
      state: liveState.watchStates.get(name),
    })),
    holds: liveState.holds.map(({ code, until }) => ({ code, until })),
    log: recentLog(),
  };
  return JSON.stringify(report, undefined, 2);
}
