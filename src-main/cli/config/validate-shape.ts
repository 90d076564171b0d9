import { toProblems, type Problem } from '#config/problem.ts';
import { configSchema, type ConfigFile } from './schema.ts';

export type ShapeResult =
  | { readonly ok: true; readonly file: ConfigFile }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Checks types, ranges and keys of the parsed JSON and fills in the defaults. */
export function validateShape(json: unknown): ShapeResult {
  const result = configSchema.safeParse(json);
  if (result.success) return { ok: true, file: result.data };
  return { ok: false, problems: toProblems(result.error.issues, json) };
}
