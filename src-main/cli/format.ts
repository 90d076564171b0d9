const SECONDS = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const MOMENT = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' });

/** `1.4 MB`; decimal, as file managers and portals count. */
export function formatBytes(bytes: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
  const unit = UNITS[power] ?? 'byte';
  const options = {
    style: 'unit',
    unit,
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  } as const;
  return new Intl.NumberFormat('en', options).format(bytes / 1000 ** power);
}

/** `1.4 MB in 0.3 s, 4.7 MB/s`. */
export function formatTransfer(bytes: number, durationMs: number): string {
  const seconds = Math.max(durationMs, 1) / 1000;
  return `${formatBytes(bytes)} in ${SECONDS.format(seconds)} s, ${formatBytes(bytes / seconds)}/s`;
}

/** `14:02:11` of a wall clock in milliseconds. */
export function formatClock(at: number): string {
  return CLOCK.format(at);
}

/** `2026-11-22 14:02` */
export function formatMoment(at: number): string {
  return MOMENT.format(at);
}
