import { isGroup } from './params.ts';

/** Reads a form or query with PHP's bracket notation: `fields[name]=a&USERS[]=1` becomes nested values. */
export function parseForm(text: string): Record<string, unknown> {
  const params: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(text)) put(params, path(name), value);
  return params;
}

function path(name: string): string[] {
  const head = name.replace(/\[.*$/s, '');
  return [head, ...[...name.matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '')];
}

function put(into: Record<string, unknown>, [head, ...rest]: readonly string[], value: string): void {
  if (head === undefined) return;
  const key = head === '' ? String(Object.keys(into).length) : head;
  if (key === '__proto__') return;
  if (rest.length === 0) {
    into[key] = value;
    return;
  }
  const inner = into[key];
  const group = isGroup(inner) ? inner : {};
  into[key] = group;
  put(group, rest, value);
}
