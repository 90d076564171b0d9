import { randomBytes } from 'node:crypto';
import { samplePdf } from './sample-pdf.ts';
import { samplePng, type Rgb } from './sample-png.ts';

export interface Sample {
  readonly name: string;
  readonly content: Buffer;
}

const DUSK: Rgb = [46, 58, 110];
const DAWN: Rgb = [250, 176, 110];
const HILL: Rgb = [36, 44, 66];
const SUN: Rgb = [255, 236, 190];

/** The files the demo sends: what people really drop, and the names that break lesser programs. */
export function sampleFiles(): readonly Sample[] {
  return [
    { name: 'Invoice 2026-041.pdf', content: samplePdf('Invoice 2026-041: 12 chairs, 3 tables') },
    { name: 'Sunrise from the office.png', content: samplePng(960, 540, sunrise) },
    { name: 'Отчёт за ноябрь №5 (итог).txt', content: Buffer.from('Продажи за ноябрь: план выполнен.\n') },
    { name: 'Scanner raw data.bin', content: randomBytes(20_000_000) },
  ];
}

function sunrise(x: number, y: number): Rgb {
  if (y > 0.72 + 0.07 * Math.sin(x * 9) + 0.04 * Math.sin(x * 23)) return HILL;
  if (Math.hypot((x - 0.66) * 16, (y - 0.62) * 9) < 1) return SUN;
  return mix(DUSK, DAWN, Math.min(1, y / 0.72));
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const part = (at: 0 | 1 | 2) => Math.round(from[at] + (to[at] - from[at]) * share);
  return [part(0), part(1), part(2)];
}
