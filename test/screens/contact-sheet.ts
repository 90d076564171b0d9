interface Row {
  readonly name: string;
  readonly files: readonly string[];
}

/** A page with every picture beside its variants. */
export function contactSheet(rows: readonly Row[]): string {
  const sections = rows.map(
    ({ name, files }) =>
      `<h2>${name}</h2><div>${files.map((file) => `<a href="${file}"><img src="${file}" alt="${file}" title="${file}" loading="lazy"></a>`).join('')}</div>`,
  );
  return `<!doctype html>
<meta charset="utf-8">
<title>Chatdrop, every screen</title>
<style>
  body { margin: 24px; background: #8a9294; font: 14px system-ui }
  div { display: flex; gap: 12px; overflow-x: auto }
  img { height: 320px; border-radius: 8px }
</style>
${sections.join('\n')}
`;
}
