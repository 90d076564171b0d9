import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSandbox } from '#sandbox/sandbox.ts';
import { testCertificate } from '#test/support/test-certificate.ts';

/** A sandbox without limits. Prints its address; answers each line of input with when uploads have come in. */
const [dataDir = '', mode] = process.argv.slice(2);
const tls = mode === 'tls' ? await testCertificate() : undefined;

const arrivals: number[] = [];
subscribe('http.server.request.start', (message) => {
  const { request } = message as { readonly request: IncomingMessage };
  if (request.url?.endsWith('imbot.v2.File.upload') === true)
    arrivals.push(performance.timeOrigin + performance.now());
});

const sandbox = await startSandbox({ dataDir, requestsPerSecond: 0, ...(tls === undefined ? {} : { tls }) });
const certificate = join(dataDir, 'certificate.pem');
if (tls !== undefined) writeFileSync(certificate, tls.cert);
console.log(JSON.stringify({ webhook: sandbox.webhook, ...(tls === undefined ? {} : { certificate }) }));
createInterface(process.stdin).on('line', () => console.log(JSON.stringify(arrivals)));
