import { AppError } from '#domain/errors.ts';
import type { Problem } from '#config/problem.ts';

/** Where the value of `${kind:name}` comes from; each throws AppError `secret.missing` or `secret.readable`. */
export type Sources = Readonly<Record<string, (name: string) => string>>;

export interface Expanded {
  readonly value: unknown;
  readonly problems: readonly Problem[];
}

const REFERENCE = /\$\{([a-z]+):([^{}]+)\}/g;
/** A shell's way to name a variable. */
const BARE_NAME = /\$\{(\w+)\}/;

/** True for a text that holds its value somewhere else. */
export function isReference(text: string): boolean {
  return text.search(REFERENCE) !== -1;
}

/** Replaces every `${kind:name}` in the texts of a parsed JSON. */
export function expandReferences(json: unknown, sources: Sources): Expanded {
  const problems: Problem[] = [];

  const expandText = (text: string, path: readonly PropertyKey[]) => {
    const [bare, name = ''] = BARE_NAME.exec(text) ?? [];
    // In a caption these are a dollar sign and a word to be filled in.
    if (bare !== undefined && path.at(-1) !== 'caption') {
      problems.push({ path, expected: `expected \${env:${name}} in place of ${bare}` });
    }
    return text.replace(REFERENCE, (whole, kind: string, name: string) => {
      try {
        const source = sources[kind];
        if (source === undefined) throw new AppError('config.invalid', 'unknown kind of reference');
        return source(name);
      } catch (thrown) {
        problems.push({ path, expected: whyNot(whole, AppError.from(thrown)) });
        return 'missing'; // the problem is reported; the shape of the rest is still checked
      }
    });
  };

  const visit = (value: unknown, path: readonly PropertyKey[]): unknown => {
    if (typeof value === 'string') return expandText(value, path);
    if (Array.isArray(value)) return value.map((item, at) => visit(item, [...path, at]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visit(item, [...path, key])]));
  };

  const value = visit(json, []);
  return { value, problems };
}

function whyNot(reference: string, error: AppError): string {
  switch (error.code) {
    case 'secret.missing':
      return `nothing found for ${reference}`;
    case 'secret.readable':
      return `others may read the file of ${reference}: make it readable for its owner only (chmod 600)`;
    default:
      return 'expected ${env:NAME}, ${file:PATH} or ${credential:NAME}';
  }
}
