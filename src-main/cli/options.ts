import { InvalidArgumentError, type Command } from '@commander-js/extra-typings';

/** Adds the options of every command that needs the configuration. */
export function withSettings(command: Command) {
  return command
    .option('--config <file>', 'configuration; without it chatdrop.json here, then in the usual places')
    .option('--data <dir>', 'holds the history; overrides dataDir of the configuration');
}

export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('Expected a whole number from 1.');
  return Number(text);
}

export function wholeNumbers(text: string, before: readonly number[] = []): readonly number[] {
  return [...before, wholeNumber(text)];
}

const UNITS_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `15m`, `1h` or `2d` in milliseconds. */
export function duration(text: string): number {
  const [, amount, unit] = /^([1-9]\d{0,3})([mhd])$/.exec(text) ?? [];
  if (amount === undefined) throw new InvalidArgumentError('Expected a time such as 15m, 1h or 2d.');
  return Number(amount) * UNITS_MS[unit as keyof typeof UNITS_MS];
}
