#!/usr/bin/env node
import { runtimeProblem } from './runtime.ts';

// Nothing else is imported before the check: older versions of Node fail on the imports themselves.
const problem = runtimeProblem(process.versions);
if (problem === undefined) {
  const { runProgram } = await import('./program.ts');
  await runProgram(process.argv);
} else {
  process.stderr.write(`chatdrop: ${problem}\n`);
  process.exitCode = 1;
}
