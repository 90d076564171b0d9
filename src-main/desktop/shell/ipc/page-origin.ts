/** Where our own pages live. Not a file: URL, which would let a page read others. */
export const PAGE_SCHEME = 'app';
export const PAGE_HOST = 'chatdrop';
export const PAGE_ORIGIN = `${PAGE_SCHEME}://${PAGE_HOST}`;

/** The windows' pages, and all there are. */
export type PageName = 'popover' | 'window';

export function pageUrl(page: PageName, query = ''): string {
  return `${PAGE_ORIGIN}/${page}.html${query}`;
}

/** True for an address of one of our own pages. */
export function isOwnPage(address: string): boolean {
  const url = URL.parse(address);
  // `origin` of a scheme only this program knows is "null" in Node.
  return url !== null && url.protocol === `${PAGE_SCHEME}:` && url.host === PAGE_HOST && url.username === '';
}
