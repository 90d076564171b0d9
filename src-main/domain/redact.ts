import type { Secret } from './secret.ts';

const MASK = '****';

/** Names whose values are secret wherever they stand: query, form, JSON, log line, header. */
const SECRET_NAMES =
  'auth|access_token|refresh_token|client_secret|bot_?token|client_?id_?token|password|passwd|token|secret|application_token';

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // A webhook's secret is in its path: /rest/<user>/<code>/ and /rest/api/<user>/<code>/.
  [/(\/rest\/(?:api\/)?\d+\/)[A-Za-z0-9_-]+/gi, `$1${MASK}`],
  [
    /((?:proxy-)?authorization["']?\s*[:=]\s*["']?(?:(?:basic|bearer|digest|negotiate)\s+)?)[^\s"',;]+/gi,
    `$1${MASK}`,
  ],
  // The code a sign-in comes back with; elsewhere the word means an error's code.
  [/([?&]code=)[^&\s"']+/gi, `$1${MASK}`],
  // user:password@ of any address, proxies first of all. No scheme is longer, and a longer run of letters would cost
  // its length squared.
  [/([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/?#@"']+@/gi, `$1${MASK}@`],
  [new RegExp(`(["'](?:${SECRET_NAMES})["']\\s*:\\s*["'])(?:[^"'\\\\]|\\\\.)*`, 'gi'), `$1${MASK}`],
  [new RegExp(`((?:^|[?&\\s;,{(])(?:${SECRET_NAMES})=)[^&\\s"',;)}]+`, 'gi'), `$1${MASK}`],
  // Not after `bots[0].`: that is the place of a setting in a message, and what follows says what is expected.
  [
    new RegExp(
      `((?<!\\]\\.)\\b(?:access_token|refresh_token|client_secret|bot_?token)\\s*:\\s*["']?)[^\\s"',;}]+`,
      'gi',
    ),
    `$1${MASK}`,
  ],
];

/** Shorter texts would mask ordinary words all over the log. */
const SHORTEST_LITERAL = 6;

/**
 * The text with every secret masked: those that can be told by their form, and `known` ones wherever and in
 * whatever escaping they stand. The one function every log line, error and diagnostic passes on its way out.
 */
export function redact(text: string, known: Iterable<Secret> = []): string {
  let clean = text;
  for (const secret of known) {
    for (const form of formsOf(secret.reveal())) clean = clean.replaceAll(form, MASK);
  }
  for (const [pattern, replacement] of PATTERNS) clean = clean.replace(pattern, replacement);
  return clean;
}

function formsOf(literal: string): ReadonlySet<string> {
  if (literal.length < SHORTEST_LITERAL) return new Set();
  return new Set([literal, encodeURIComponent(literal), JSON.stringify(literal).slice(1, -1)]);
}
