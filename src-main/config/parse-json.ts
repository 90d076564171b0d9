import { parseTree, type Node, type ParseError } from 'jsonc-parser';

export type ParsedJson =
  { readonly ok: true; readonly json: unknown } | { readonly ok: false; readonly expected: string };

/** A configuration needs 6; what is deeper is no configuration, and would exhaust the stack. */
const MAX_DEPTH = 50;
const TOO_DEEP = `expected JSON that is at most ${MAX_DEPTH} levels deep`;

/** Parses JSON with comments and trailing commas. The words of a failure name the place and never repeat the text. */
export function parseJson(text: string): ParsedJson {
  const errors: ParseError[] = [];
  try {
    const root = parseTree(text, errors, { allowTrailingComma: true });
    const [error] = errors;
    if (error !== undefined || root === undefined) {
      return { ok: false, expected: `expected JSON, stopped at ${placeOf(text, error?.offset ?? 0)}` };
    }
    return { ok: true, json: valueOf(root, 0) };
  } catch (thrown) {
    if (thrown instanceof RangeError) return { ok: false, expected: TOO_DEEP };
    throw thrown;
  }
}

/** The library's own `parse` would take a key `__proto__` for the prototype. @throws RangeError beyond MAX_DEPTH */
function valueOf(node: Node, depth: number): unknown {
  if (depth > MAX_DEPTH) throw new RangeError('too deep');
  const children = node.children ?? [];
  switch (node.type) {
    case 'array':
      return children.map((child) => valueOf(child, depth + 1));
    case 'object':
      return Object.fromEntries(
        children.map(({ children: [key, value] = [] }) => [
          String(key?.value),
          value === undefined ? undefined : valueOf(value, depth + 1),
        ]),
      );
    default:
      return node.value;
  }
}

function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
