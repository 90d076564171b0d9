import { createHash } from 'node:crypto';
import type { Reply } from '../server/reply.ts';
import { html, Html } from './html.ts';
import { TAB_ICON } from './icons.ts';
import { STYLE } from './style.ts';

/** Built as one piece: the policy allows exactly these bytes. */
const STYLE_ELEMENT = new Html(`<style>${STYLE}</style>`);
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** No scripts, nothing from elsewhere, our own style alone: names and captions come from anywhere. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${STYLE_HASH}'`,
  "img-src 'self' data:",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

interface Page {
  readonly title: string;
  readonly body: Html;
  readonly status?: number;
  /** Seconds after which the browser loads the page again. */
  readonly refreshSeconds?: number;
}

/** A whole page in the sandbox's dress. */
export function document({ title, body, status = 200, refreshSeconds }: Page): Reply {
  const refresh =
    refreshSeconds === undefined
      ? undefined
      : html`<meta http-equiv="refresh" content="${refreshSeconds}" />`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        ${refresh}
        <link rel="icon" href="${TAB_ICON}" />
        <title>${title}</title>
        ${STYLE_ELEMENT}
      </head>
      <body>
        ${body}
      </body>
    </html>`;
  return {
    status,
    body: page.text,
    contentType: 'text/html; charset=utf-8',
    headers: { 'content-security-policy': POLICY, 'referrer-policy': 'no-referrer' },
  };
}
