import { z } from 'zod';

const common = {
  /** Which method it strikes, in any case; every REST method when left out. `oauth/token` is the token endpoint. */
  method: z.string().min(1).optional(),
  /** How many requests it strikes; 0 means all of them until cleared. Default 1. */
  times: z.int().min(0).optional(),
  /** How many matching requests it lets pass first. */
  skip: z.int().min(0).optional(),
};
const ms = z.number().min(0);

/** One thing that goes wrong. Several may strike the same request, one of each kind. */
export const faultSchema = z.discriminatedUnion('kind', [
  /** Waits before the body is read. A client that has gone meanwhile has asked for nothing. */
  z.strictObject({ kind: z.literal('delay'), ms, ...common }),
  /** Resets the connection at this point; `in-body` after `afterBytes`, else in the middle of the body. */
  z.strictObject({
    kind: z.literal('cut'),
    at: z.enum(['before-body', 'in-body', 'after-body', 'after-storing', 'in-answer']),
    afterBytes: z.int().min(0).optional(),
    ...common,
  }),
  /** Does the work and never answers. */
  z.strictObject({ kind: z.literal('withhold'), ...common }),
  /** Takes the body, waits, and then does the work whether or not the client is still there. */
  z.strictObject({ kind: z.literal('late-commit'), ms, ...common }),
  /** Answers this instead of doing the work; `before-body` without reading the body, then hangs up. */
  z.strictObject({
    kind: z.literal('answer'),
    status: z.int().min(200).max(599),
    body: z.string().optional(),
    contentType: z.string().optional(),
    location: z.string().optional(),
    at: z.enum(['before-body', 'after-body']).optional(),
    ...common,
  }),
  /** Refuses with a code, in the portal's own form, instead of doing the work. */
  z.strictObject({
    kind: z.literal('refuse'),
    code: z.string(),
    status: z.int().min(200).max(599).optional(),
    description: z.string().optional(),
    ...common,
  }),
  /** Answers in pieces of 16 bytes with a pause before each. */
  z.strictObject({ kind: z.literal('drip'), ms, ...common }),
  /** Reads the body no faster than this. */
  z.strictObject({ kind: z.literal('slow-read'), bytesPerSecond: z.number().positive(), ...common }),
]);

export type Fault = z.infer<typeof faultSchema>;
export type FaultKind = Fault['kind'];

/** The faults that strike one request. */
export type Struck = { readonly [K in FaultKind]?: Extract<Fault, { kind: K }> };
