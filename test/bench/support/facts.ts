import { cpus, loadavg, release, totalmem, type } from 'node:os';

/** What a reader of the figures has to know about the machine. */
export function machineFacts(): Readonly<Record<string, string | number>> {
  const processors = cpus();
  return {
    date: new Date().toISOString(),
    system: `${type()} ${release()}`,
    processor: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryGB: Math.round(totalmem() / 1e9),
    load: loadavg()[0] ?? 0,
    node: process.versions.node,
    sqlite: process.versions['sqlite'] ?? 'unknown',
  };
}
