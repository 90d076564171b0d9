/** An answer of the REST interface as far as its form goes, whatever its HTTP status. */
export type RestAnswer =
  | { readonly type: 'result'; readonly result: unknown; readonly time: unknown }
  /** `code` is in upper case and may be empty; `description` is not stable and decides nothing. */
  | { readonly type: 'error'; readonly code: string; readonly description: string }
  /** No JSON, half of it, JSON that is no REST answer, or one that says yes and no. */
  | { readonly type: 'unreadable' };

/**
 * Reads the forms of answers the reference names (section 6): classic `{"error":"CODE"}`, REST 3.0
 * `{"error":{"code":"CODE"}}`, an empty code with only a description, and results.
 */
export function readRestAnswer(text: string): RestAnswer {
  const body = parseObject(text);
  if (body === undefined) return { type: 'unreadable' };

  const error = body['error'];
  // A result and an error in one answer: nothing in it can be relied upon.
  const hasResult = body['result'] !== undefined && body['result'] !== null;
  if (hasResult && (isObject(error) || codeOf(error) !== '')) return { type: 'unreadable' };
  const description = textOf(body['error_description']);
  if (isObject(error)) {
    return { type: 'error', code: codeOf(error['code']), description: textOf(error['message']) };
  }
  // An empty error beside a result says nothing.
  if (codeOf(error) !== '' || (!('result' in body) && (error !== undefined || description !== ''))) {
    return { type: 'error', code: codeOf(error), description };
  }
  if ('result' in body) return { type: 'result', result: body['result'], time: body['time'] };
  return { type: 'unreadable' };
}

/** A JSON object; undefined for any other text. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined; // not JSON is an answer we expect: gateways and proxies send HTML
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function codeOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim().toUpperCase() : '';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
