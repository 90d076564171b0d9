import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';

/**
 * Whom we trust: the certificates Node brings, those of the operating system, where companies keep their own,
 * and those named by NODE_EXTRA_CA_CERTS. Made once for all portals: it holds several megabytes.
 *
 * There is no way to switch the check off.
 */
export function createTrust(extraCertificates: readonly string[] = []): SecureContext {
  const ca = new Set([
    ...getCACertificates('bundled'),
    ...getCACertificates('system'),
    ...getCACertificates('extra'),
    ...extraCertificates,
  ]);
  return createSecureContext({ ca: [...ca] });
}
