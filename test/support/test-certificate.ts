import { generate } from 'selfsigned';

/** A certificate for this machine's loopback names, good for a day. */
export async function testCertificate(): Promise<{ readonly key: string; readonly cert: string }> {
  const names = [
    { type: 2 as const, value: 'localhost' },
    { type: 7 as const, ip: '127.0.0.1' },
  ];
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: names },
    ],
  });
  return { key: made.private, cert: made.cert };
}
