import { z } from 'zod';
import { call, notice } from '#contract/define.ts';

export interface Row {
  readonly id: number;
  readonly name: string;
}

/** A contract small enough to say everything about it in a test. */
export const contract = {
  rows: {
    list: call<readonly Row[]>().takingNothing(),
    rename: call<Row>().taking(z.strictObject({ id: z.int().positive(), name: z.string().max(10) })),
    remove: call().taking(z.int()),
    changed: notice<Row>(),
  },
  app: { quit: call().takingNothing(), stopped: notice<boolean>() },
} as const;
