/** An instruction of a Dockerfile, `RUN` say, and what follows it. */
export interface Instruction {
  readonly name: string;
  readonly text: string;
}

export function readDockerfile(text: string): readonly Instruction[] {
  return text
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [name = ''] = line.split(' ', 1);
      return { name, text: line.slice(name.length + 1) };
    });
}

/** The options of a `docker run`, each with its values; the last word of the line is the image. */
export function readDockerRun(line: string): ReadonlyMap<string, readonly string[]> {
  const options = new Map<string, readonly string[]>();
  for (const [, name = '', value = ''] of line.matchAll(/ --([a-z-]+)(?: (?!--)([^ ]+))?/g))
    options.set(name, [...(options.get(name) ?? []), value]);
  return options;
}

/** `type=bind,src=/srv/scans,dst=/srv/scans,readonly` by its keys. */
export function readMount(value: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    value.split(',').map((part) => {
      const [key = '', given = ''] = part.split('=');
      return [key, given];
    }),
  );
}
