/** What the path of a REST request says. */
export type RestAddress =
  | { readonly type: 'webhook'; readonly userId: number; readonly code: string; readonly method: string }
  | { readonly type: 'app'; readonly method: string }
  /** The REST 3.0 form, under which no classic method lives. */
  | { readonly type: 'rest3' }
  | { readonly type: 'download'; readonly ticket: string };

/** Takes a path apart; undefined when it is no REST path. Doubled and trailing slashes are tolerated. */
export function parseRestPath(path: string): RestAddress | undefined {
  const [root, ...parts] = path.split('/').filter((part) => part !== '');
  if (root !== 'rest') return undefined;
  if (parts[0] === 'api') return { type: 'rest3' };
  const ticket = parts.at(-1) ?? '';
  if (parts.at(-2) === 'download') return { type: 'download', ticket };
  const method = (parts.at(-1) ?? '').replace(/\.json$/i, '');
  if (parts.length === 1) return { type: 'app', method };
  const [userId = '', code = ''] = parts;
  if (!/^\d{1,15}$/.test(userId) || parts.length > 3) return undefined;
  return { type: 'webhook', userId: Number(userId), code, method: parts.length === 3 ? method : '' };
}
