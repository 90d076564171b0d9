import { startSandbox } from '#sandbox/sandbox.ts';

/** A sandbox in a process of its own, so that its memory can be measured. Answers each message with the peak. */
const [dataDir = ''] = process.argv.slice(2);
const sandbox = await startSandbox({ dataDir, requestsPerSecond: 0 });
process.on('message', () => process.send?.({ peakBytes: process.resourceUsage().maxRSS * 1024 }));
process.on('disconnect', () => void sandbox.close());
process.send?.({ webhook: sandbox.webhook });
