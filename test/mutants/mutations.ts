import ts from 'typescript';

/** One small change to a source file. */
export interface Mutation {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

const OPPOSITE: Partial<Record<ts.SyntaxKind, string>> = {
  [ts.SyntaxKind.LessThanToken]: '<=',
  [ts.SyntaxKind.LessThanEqualsToken]: '<',
  [ts.SyntaxKind.GreaterThanToken]: '>=',
  [ts.SyntaxKind.GreaterThanEqualsToken]: '>',
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: '!==',
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: '===',
  [ts.SyntaxKind.AmpersandAmpersandToken]: '||',
  [ts.SyntaxKind.BarBarToken]: '&&',
  [ts.SyntaxKind.QuestionQuestionToken]: '&&',
  [ts.SyntaxKind.PlusToken]: '-',
  [ts.SyntaxKind.MinusToken]: '+',
  [ts.SyntaxKind.AsteriskToken]: '/',
  [ts.SyntaxKind.SlashToken]: '*',
};

const TWINS: Readonly<Record<string, string>> = { every: 'some', some: 'every', min: 'max', max: 'min' };

/** Every place of a file where one mutation applies. Types, imports and log lines are left out. */
export function mutationsOf(source: string): Mutation[] {
  const file = ts.createSourceFile('file.ts', source, ts.ScriptTarget.Latest, true);
  const found: Mutation[] = [];
  const replace = (node: ts.Node, replacement: string) =>
    found.push({ start: node.getStart(file), end: node.getEnd(), replacement });
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isInterfaceDeclaration(node)) return;
    if (isLogCall(node, file)) return;
    if (ts.isBinaryExpression(node)) {
      const opposite = OPPOSITE[node.operatorToken.kind];
      if (opposite !== undefined) replace(node.operatorToken, opposite);
    }
    if (ts.isIfStatement(node) || ts.isConditionalExpression(node)) {
      replace(ts.isIfStatement(node) ? node.expression : node.condition, 'true');
      replace(ts.isIfStatement(node) ? node.expression : node.condition, 'false');
    }
    if (node.kind === ts.SyntaxKind.TrueKeyword) replace(node, 'false');
    if (node.kind === ts.SyntaxKind.FalseKeyword) replace(node, 'true');
    if (ts.isNumericLiteral(node)) replace(node, `(${node.getText(file)} + 1)`);
    if (ts.isStringLiteral(node) && node.text !== '' && isValue(node)) replace(node, `'mutated'`);
    if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) replace(node, ';');
    if (ts.isPropertyAccessExpression(node)) {
      const twin = TWINS[node.name.text];
      if (twin !== undefined) replace(node.name, twin);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isLogCall(node: ts.Node, file: ts.SourceFile): boolean {
  return ts.isCallExpression(node) && /(^|\.)#?log$/.test(node.expression.getText(file));
}

/** A string that the program works with, not the text of an error or the discriminant of a type. */
function isValue({ parent }: ts.StringLiteral): boolean {
  return !ts.isNewExpression(parent) && !ts.isCaseClause(parent) && !ts.isLiteralTypeNode(parent);
}
