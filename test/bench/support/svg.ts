export interface Series {
  readonly name: string;
  readonly color: string;
  readonly points: { readonly x: number; readonly y: number }[];
}

const WIDTH = 640;
const HEIGHT = 320;
const MARGIN = { left: 64, right: 170, top: 16, bottom: 44 };
const TICKS = 5;

/** Lines over two axes that begin at 0, readable on light and dark pages. */
export function svgOf(series: readonly Series[], xLabel: string, yLabel: string): string {
  const all = series.flatMap(({ points }) => points);
  const top = { x: Math.max(...all.map(({ x }) => x)), y: Math.max(...all.map(({ y }) => y)) };
  const x = (value: number) => MARGIN.left + (value / top.x) * (WIDTH - MARGIN.left - MARGIN.right);
  const y = (value: number) =>
    HEIGHT - MARGIN.bottom - (value / top.y) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const ticks = Array.from({ length: TICKS + 1 }, (_, tick) => tick / TICKS);
  const grid = ticks.flatMap((share) => [
    `<line x1="${x(0)}" x2="${x(top.x)}" y1="${y(top.y * share)}" y2="${y(top.y * share)}" stroke="#8884"/>`,
    text(x(0) - 8, y(top.y * share) + 4, Math.round(top.y * share), 'end'),
    text(x(top.x * share), y(0) + 18, Math.round(top.x * share), 'middle'),
  ]);
  const lines = series.flatMap(({ name, color, points }) => {
    const last = points.at(-1) ?? { x: 0, y: 0 };
    const path = points.map((point) => `${x(point.x).toFixed(1)},${y(point.y).toFixed(1)}`).join(' ');
    return [
      `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="2.5"/>`,
      `<text x="${x(last.x) + 8}" y="${y(last.y) + 4}" fill="${color}">${name}</text>`,
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<title>${yLabel} over ${xLabel}</title>`,
    ...grid,
    ...lines,
    text(x(top.x / 2), HEIGHT - 8, xLabel, 'middle'),
    `<text transform="translate(14 ${y(top.y / 2)}) rotate(-90)" text-anchor="middle" fill="#777">${yLabel}</text>`,
    '</svg>\n',
  ].join('\n');
}

function text(x: number, y: number, content: string | number, anchor: 'start' | 'middle' | 'end'): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="#777">${content}</text>`;
}
