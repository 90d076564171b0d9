import { globSync, readFileSync } from 'node:fs';

export interface Document {
  readonly path: string;
  readonly text: string;
}

const NOT_OURS = ['node_modules/**', 'dist/**', 'coverage/**', '.screens/**'];

/** Every Markdown file of the project. */
export const documents: readonly Document[] = globSync(
  '{*.md,{docs,src-main,src-renderer,test,assets}/**/*.md}',
  {
    exclude: NOT_OURS,
  },
).map((path) => ({ path, text: readFileSync(path, 'utf8') }));

/** The lines of the code blocks of a document, without their fences. */
export function codeBlocks(text: string): readonly { readonly language: string; readonly code: string }[] {
  const blocks = text.matchAll(/^( *)```(\w*)\n([\s\S]*?)^\1```$/gm);
  return [...blocks].map(([, indent = '', language = '', code = '']) => ({
    language,
    code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }));
}
