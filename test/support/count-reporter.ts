import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase } from 'vitest/node';

/**
 * Names the tests that were skipped or passed only on their second try, and writes how many passed and failed to the
 * file named by `CHATDROP_TEST_COUNTS`, for the last line of CI.
 */
export const countReporter: Reporter = {
  onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const having = (state: string) => tests.filter((test) => test.result().state === state);
    name('skipped', having('skipped'));
    name(
      'passed on the second try',
      tests.filter((test) => test.diagnostic()?.flaky),
    );
    const file = process.env['CHATDROP_TEST_COUNTS'];
    if (file === undefined) return;
    // A file that does not load and an error outside of any test fail the run without a failed test.
    const broken = modules.reduce((sum, module) => sum + module.errors().length, unhandledErrors.length);
    writeFileSync(file, `${having('passed').length} passed, ${having('failed').length + broken} failed\n`);
  },
};

function name(what: string, tests: readonly TestCase[]): void {
  for (const test of tests) {
    const result = test.result();
    const reason = result.state === 'skipped' && result.note !== undefined ? ` (${result.note})` : '';
    console.log(`${what}: ${test.module.relativeModuleId} > ${test.fullName}${reason}`);
  }
}
