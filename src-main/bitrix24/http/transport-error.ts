import { AppError, type ErrorCode } from '#domain/errors.ts';

import { CutOff } from './http-call.ts';

/** Not reached at all: no route, no name, or nothing but silence. */
const OFFLINE = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_NODATA',
  'EAI_FAIL',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENETDOWN',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
  'ETIMEDOUT',
  'connect',
]);

/** Verification failures of OpenSSL and BoringSSL, and Node's own TLS errors. */
const TLS =
  /^(?:ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|PATH_LENGTH|ERROR_IN_CERT|ERROR_IN_CRL|EPROTO$)/;

/** Why no connection came about. Nothing has been sent. */
export function connectionError(cause: unknown, throughProxy: boolean): AppError {
  const origin = originOf(cause);
  return new AppError(connectionCode(cause, origin, throughProxy), `no connection: ${origin}`, {
    cause,
    origin,
  });
}

function connectionCode(cause: unknown, origin: string, throughProxy: boolean): ErrorCode {
  if (origin === 'ERR_PROXY_TUNNEL' && isGatewayTrouble(cause)) return 'network.offline';
  if (origin.startsWith('ERR_PROXY_')) return 'network.proxy';
  if (TLS.test(origin)) return 'network.tls';
  if (OFFLINE.has(origin)) return 'network.offline';
  if (origin === 'ECONNREFUSED') return throughProxy ? 'network.proxy' : 'network.refused';
  return 'network.interrupted';
}

/** The proxy let us in but reached nobody behind it. */
function isGatewayTrouble(cause: unknown): boolean {
  const status = (cause as { statusCode?: unknown }).statusCode;
  return status === 502 || status === 503 || status === 504;
}

/** The stable name of a failure below HTTP: an `errno`, an OpenSSL code, or why we cut it off ourselves. */
export function originOf(cause: unknown): string {
  if (cause instanceof CutOff) return cause.reason;
  if (!(cause instanceof Error)) return 'unknown';
  if ('code' in cause && typeof cause.code === 'string') return cause.code;
  return cause.name;
}
