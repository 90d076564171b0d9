/** The parameters of a call, from query, form or JSON: whatever the client sent. */
export type Params = Readonly<Record<string, unknown>>;

/** A parameter by its documented name, or by its UPPER_CASE twin (`botId`, `BOT_ID`). */
export function param(params: Params, name: string): unknown {
  if (Object.hasOwn(params, name)) return params[name];
  const twin = name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  return Object.hasOwn(params, twin) ? params[twin] : undefined;
}

/** A parameter as text; `''` when it is missing or no scalar. */
export function textParam(params: Params, name: string): string {
  const value = param(params, name);
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}

/** A parameter as a whole number; `fallback` when it is missing or no number. */
export function intParam(params: Params, name: string, fallback = 0): number {
  const text = textParam(params, name);
  return /^-?\d{1,15}$/.test(text) ? Number(text) : fallback;
}

/** True for `true`, `"Y"`, `1` and their like; the API takes both spellings. */
export function flagParam(params: Params, name: string, fallback = false): boolean {
  const value = param(params, name);
  if (value === undefined) return fallback;
  return value === true || value === 1 || (typeof value === 'string' && /^(y|true|1)$/i.test(value));
}

/** A parameter that holds further ones; empty when it does not. */
export function groupParam(params: Params, name: string): Params {
  const value = param(params, name);
  return isGroup(value) ? value : {};
}

/** Numbers of a list parameter, given as an array, as a form's numbered keys, or as one value. */
export function idsParam(params: Params, name: string): readonly number[] {
  const value = param(params, name);
  const items = isGroup(value) ? Object.values(value) : [value].flat();
  return items.map(Number).filter((id) => Number.isInteger(id) && id > 0);
}

export function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
