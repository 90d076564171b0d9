import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { codeBlocks, documents } from '#test/project/documents.ts';
import { tempSandbox } from '#test/support/temp-sandbox.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';

const run = promisify(execFile);
/** What an example takes for granted. */
const PREAMBLE = `import { startSandbox } from '#sandbox/sandbox.ts';\nconst dataDir = process.env.DATA_DIR;\n`;

const examples = documents.flatMap(({ path, text }) =>
  codeBlocks(text)
    .filter(({ language }) => language === 'ts')
    .map(({ code }) => ({ path, code })),
);

test('there are examples in code', () => {
  expect(examples.length).toBeGreaterThan(0);
});

test.each(examples)('the example of $path runs to its end', async ({ code }) => {
  const args = ['--input-type=module-typescript', '--eval', PREAMBLE + code];

  const { stderr } = await run(process.execPath, args, {
    env: { ...process.env, DATA_DIR: temporaryFolder() },
    timeout: 30_000,
  });

  expect(stderr).toBe('');
});

test('every switch of the sandbox that is shown is taken as it stands', async () => {
  const sandbox = await tempSandbox();
  const readme = documents.find(({ path }) => path === 'src-main/sandbox/README.md')?.text ?? '';
  const faults = [...readme.matchAll(/`(\{"kind".+?\})`/g)].map(([, fault = '']) => fault);
  const requests = [...readme.matchAll(/`([A-Z]+) (\/sandbox\/\w+)` +\| (?:`(\{.+?\})`)?/g)].map(
    ([, method = '', path = '', body = '']) => ({ method, path, body }),
  );
  const ask = async (method: string, path: string, body: string) => {
    const headers = { 'content-type': 'application/json' };
    const request = body === '' ? { method, headers } : { method, headers, body };
    const { status } = await fetch(new URL(path, sandbox.url), request);
    return { method, path, body, status };
  };

  const answers = [
    ...(await Promise.all(faults.map((fault) => ask('POST', '/sandbox/faults', fault)))),
    // What has its body in words has none to be sent.
    ...(await Promise.all(
      requests
        .filter(({ method, body }) => body !== '' || method === 'GET' || method === 'DELETE')
        .map(({ method, path, body }) => ask(method, path, body)),
    )),
  ];

  expect(answers.length).toBeGreaterThan(12);
  expect(answers.filter(({ status }) => status >= 300)).toEqual([]);
});
