import { z } from 'zod';
import { MIN_BYTES_PER_SECOND } from '#domain/limits.ts';
import { seconds } from './fields.ts';
import { workingHours } from './working-hours.ts';

/** Bandwidth of all uploads together; 0 for no cap. A slower one would outlast the time limit of a request. */
export const bytesPerSecond = z
  .int()
  .min(0)
  .refine((bytes) => bytes === 0 || bytes >= MIN_BYTES_PER_SECOND, {
    error: `expected 0 for no cap, or at least ${MIN_BYTES_PER_SECOND}`,
  });
/** Days of history; 0 for ever. */
export const keptDays = z.int().min(0).max(36_500);
/** Ended uploads in the history; 0 for any number. */
export const keptRows = z.int().min(0).max(10_000_000);

export const deliverySettings = z.strictObject({
  perPortal: z.int().min(1).max(20).default(2).describe('Dialogs of one portal served at the same time'),
  requestsPerSecond: z.number().positive().default(2),
  burst: z.int().min(1).default(50).describe('Requests that may go out at once'),
  verifyAfterSeconds: seconds.default(65).describe('When the chat is looked at after an answer was not seen'),
  retryBaseSeconds: seconds.positive().default(5).describe('First step of the retry schedule'),
  workingHours: workingHours.optional(),
  bytesPerSecond: bytesPerSecond.default(0).describe('Bandwidth of all uploads together; 0 for no cap'),
});
export type DeliverySettings = z.output<typeof deliverySettings>;

export const retentionSettings = z
  .strictObject({
    days: keptDays.default(90).describe('0 for ever'),
    rows: keptRows.default(20_000).describe('0 for any number'),
  })
  .describe('How much of the history is kept; what waits or needs you always is');
export type RetentionSettings = z.output<typeof retentionSettings>;
