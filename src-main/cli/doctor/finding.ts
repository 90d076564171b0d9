import { visible } from '#domain/visible.ts';

/** One thing that was looked at. `warning` costs comfort or safety, `failed` costs deliveries. */
export interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'warning' | 'failed';
  /** What was found; for anything but `ok` also what to do. */
  readonly words: string;
}

const MARKS: Readonly<Record<Finding['state'], string>> = { ok: 'ok', warning: 'warning', failed: 'FAILED' };

/** `data folder      FAILED   cannot be written: …` */
export function findingLine({ what, state, words }: Finding): string {
  return `${visible(what).padEnd(16)} ${MARKS[state].padEnd(8)} ${visible(words)}`.trimEnd();
}

export function ok(what: string, words = ''): Finding {
  return { what, state: 'ok', words };
}

export function warning(what: string, words: string): Finding {
  return { what, state: 'warning', words };
}

export function failed(what: string, words: string): Finding {
  return { what, state: 'failed', words };
}
