import { type Figures, type Goal, isMet } from '../row.ts';

const HEAD = ['what', 'ours', 'against', 'peer', 'ratio', 'goal', 'met'];

/** The figures as a Markdown table, columns aligned. */
export function tableOf(figures: readonly Figures[]): string {
  const rows = [HEAD, ...figures.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  lines.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`);
  return lines.join('\n');
}

function cellsOf(figures: Figures): string[] {
  const { what, against, unit, ours, peer, ratio, goal } = figures;
  const met = isMet(figures);
  return [
    what,
    `${short(ours)} ${unit}`,
    against,
    peer === undefined ? '' : `${short(peer)} ${unit}`,
    ratio === undefined ? '' : `${short(ratio)} ×`,
    goal === undefined ? '' : goalText(goal, unit),
    met === undefined ? '' : met ? 'yes' : 'NO',
  ];
}

function goalText({ of, atMost, atLeast, ratioAtMost }: Goal, unit: string): string {
  const sign = atMost === undefined ? `≥ ${atLeast ?? 0}` : `≤ ${atMost}`;
  const both = ratioAtMost === undefined ? '' : `, ≤ ${ratioAtMost} ×`;
  return `${sign} ${of === 'ratio' ? '×' : unit}${both}`;
}

function short(figure: number): string {
  return figure.toLocaleString('en', {
    maximumSignificantDigits: 3,
    useGrouping: Math.abs(figure) >= 10_000,
  });
}
