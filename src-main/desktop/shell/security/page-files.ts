import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { PAGE_HOST, PAGE_SCHEME } from '../ipc/page-origin.ts';
import type { PageAppearance } from '../windows/page-appearance.ts';
import { CONTENT_POLICY } from './content-policy.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Built files of the pages by their path, read once: no path of a request ever touches the disk. */
export type PageFiles = ReadonlyMap<string, { readonly type: string; readonly content: Uint8Array }>;

export function readPageFiles(folder: string): PageFiles {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && TYPES[extname(entry.name)] !== undefined)
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const name = `/${relative(folder, path).split(sep).join('/')}`;
      return [name, { type: TYPES[extname(path)] ?? '', content: readFileSync(path) }] as const;
    });
  return new Map(entries);
}

/** Answers one request of a page. Anything but a GET of a file of ours is not found. */
export function respond(
  files: PageFiles,
  request: Pick<Request, 'method' | 'url'>,
  appearance: () => PageAppearance,
): Response {
  const headers = { 'Content-Security-Policy': CONTENT_POLICY, 'X-Content-Type-Options': 'nosniff' };
  const url = URL.parse(request.url);
  const isOurs = url?.protocol === `${PAGE_SCHEME}:` && url.host === PAGE_HOST;
  const file = isOurs && request.method === 'GET' ? files.get(url.pathname) : undefined;
  if (file === undefined) return new Response('Not found', { status: 404, headers });
  const isPage = file.type.startsWith('text/html');
  return new Response(isPage ? withAppearance(file.content, appearance()) : new Uint8Array(file.content), {
    headers: { ...headers, 'Content-Type': file.type, 'Cache-Control': 'no-cache' },
  });
}

const HTML_TAG = /<html\b[^>]*>/;
const LOCALE = /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i;

function withAppearance(page: Uint8Array, { locale, theme }: PageAppearance): string {
  const lang = LOCALE.test(locale) ? locale : 'en';
  const attributes = `lang="${lang}"${theme === 'system' ? '' : ` data-theme="${theme}"`}`;
  return Buffer.from(page).toString().replace(HTML_TAG, `<html ${attributes}>`);
}
