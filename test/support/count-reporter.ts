import { writeFileSync } from 'node:fs';
import type { Reporter } from 'vitest/node';

/** Writes how many tests passed and failed to the file named by `CHATDROP_TEST_COUNTS`, for the last line of CI. */
export const countReporter: Reporter = {
  onTestRunEnd(modules, unhandledErrors) {
    const file = process.env['CHATDROP_TEST_COUNTS'];
    if (file === undefined) return;
    const states = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => test.result().state),
    );
    const count = (state: string) => states.filter((candidate) => candidate === state).length;
    // A file that does not load and an error outside of any test fail the run without a failed test.
    const broken = modules.reduce((sum, module) => sum + module.errors().length, unhandledErrors.length);
    writeFileSync(file, `${count('passed')} passed, ${count('failed') + broken} failed\n`);
  },
};
