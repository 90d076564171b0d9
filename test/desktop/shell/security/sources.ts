import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export interface Source {
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

/** Every TypeScript and Svelte file below a folder; of Svelte files only the text counts. */
export function sourcesIn(folder: string): readonly Source[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|svelte|html)$/.test(entry.name))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const text = readFileSync(path, 'utf8');
      return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) };
    });
}

/** Every node of a kind, at any depth. */
export function nodesOf<N extends ts.Node>({ tree }: Source, is: (node: ts.Node) => node is N): readonly N[] {
  const found: N[] = [];
  const visit = (node: ts.Node) => {
    if (is(node)) found.push(node);
    node.forEachChild(visit);
  };
  visit(tree);
  return found;
}

/** The calls of a member such as `ipcMain.handle`, with the files in which they stand. */
export function callsOf(sources: readonly Source[], callee: RegExp): readonly string[] {
  return sources.flatMap((source) =>
    nodesOf(source, ts.isCallExpression)
      .filter((call) => callee.test(call.expression.getText()))
      .map(() => source.path.replaceAll('\\', '/')),
  );
}

/** Members of an object literal as they are written, and whether anything is spread into it. */
export function membersOf(literal: ts.ObjectLiteralExpression) {
  const members = new Map<string, string>();
  let isSpread = false;
  for (const property of literal.properties) {
    if (ts.isSpreadAssignment(property)) isSpread = true;
    if (ts.isPropertyAssignment(property)) {
      members.set(property.name.getText(), property.initializer.getText());
    }
  }
  return { members, isSpread };
}
