/** Languages of blocks whose lines are typed into a shell, and of those that are not. */
const SHELLS = new Set(['sh', 'bat']);
const OTHERS = new Set(['json', 'xml', 'ts', 'text']);

/** A program's name, a blank and more; `sandbox: true` is a setting and `GET /sandbox/state` a request. */
const COMMAND = /^(?:[a-z][\w.-]*|\S+\.exe|".+\.exe") \S/;
const NO_COMMANDS = new Set(["default-src 'none'"]);

/** Blocks by their fences, and spans outside of them, as they follow each other. */
const CODE = /^(?<indent> *)```(?<language>\w*)\n(?<block>[\s\S]*?)^\k<indent>```$|`(?<span>[^`]+)`/gmu;

/**
 * Every command a document shows, in blocks and in spans, as it reads: one for each line, and for each part of
 * `a && b`. @throws Error at a block that does not say its language
 */
export function shownCommands(text: string): readonly string[] {
  const lines = [...text.matchAll(CODE)].flatMap(({ groups = {} }) =>
    groups['span'] === undefined
      ? linesOf(groups['language'] ?? '', groups['block'] ?? '')
      : [groups['span'].replaceAll(/\s*\n\s*/g, ' ').replaceAll('\\|', '|')].filter(isCommand),
  );
  return lines.flatMap((line) => line.split(' && ')).map((command) => command.trim());
}

function linesOf(language: string, block: string): readonly string[] {
  if (OTHERS.has(language)) return [];
  if (!SHELLS.has(language)) throw new Error(`a block says it is in "${language}":\n${block}`);
  return block
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => line !== '');
}

function isCommand(span: string): boolean {
  return COMMAND.test(span) && !NO_COMMANDS.has(span);
}
