/** `tls.getCACertificates` came with Node 22.15. The system's own certificates cannot be had in 20.18: none. */
import { readFileSync } from 'node:fs';
import tls from 'node:tls';

export * from 'node:tls';
export default tls;

export function getCACertificates(type) {
  const extra = process.env['NODE_EXTRA_CA_CERTS'];
  if (type === 'bundled') return tls.rootCertificates;
  return type === 'extra' && extra !== undefined ? [readFileSync(extra, 'utf8')] : [];
}
