import { monitorEventLoopDelay } from 'node:perf_hooks';
import { writeFileSync } from 'node:fs';

/** Preloaded into a process: writes how long its event loop was held up, in ms, into a file when it ends. */
const monitor = monitorEventLoopDelay({ resolution: 1 });
monitor.enable();
process.on('exit', () => {
  monitor.disable();
  const toMs = (nanoseconds: number) => nanoseconds / 1e6;
  const figures = {
    p50: toMs(monitor.percentile(50)),
    p99: toMs(monitor.percentile(99)),
    max: toMs(monitor.max),
  };
  writeFileSync(process.env['CHATDROP_LOOP_DELAY'] ?? '', JSON.stringify(figures));
});
// A start is not what is measured: the bench says when it is over.
process.on('SIGUSR2', () => monitor.reset());
