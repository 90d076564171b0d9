import { z } from 'zod';

const origin = z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin);

/** What the sandbox's owner may change at any time. */
const allSettings = z.strictObject({
  /** Rate at which the bucket of a source drains; 0 switches the limit off. */
  requestsPerSecond: z.number().min(0),
  burst: z.number().min(1),
  /** Seconds of work per method and window; 0 switches the limit off. */
  operatingLimitSeconds: z.number().min(0),
  operatingWindowSeconds: z.number().positive(),
  /** Seconds every call is booked with, on top of what it took. */
  operatingCostSeconds: z.number().min(0),
  /** OVERLOAD_LIMIT: the portal's REST is blocked by hand. */
  isOverloaded: z.boolean(),
  /** `free` has no REST. */
  plan: z.enum(['commercial', 'free']),
  /** PORTAL_DELETED. */
  isClosed: z.boolean(),
  /** `revoked`: deleted (NO_AUTH_FOUND); `forbidden`: its user lost the right (INVALID_CREDENTIALS). */
  webhook: z.enum(['active', 'revoked', 'forbidden']),
  /** What webhooks may use. */
  scopes: z.array(z.string()),
  /** user_access_error for apps. */
  isUserAllowed: z.boolean(),
  /** INVALID_REQUEST over plain HTTP. */
  isHttpsRequired: z.boolean(),
  /** Largest request body in bytes; above it the front end answers 413 with HTML. 0 means no limit. */
  maxBodyBytes: z.number().min(0),
  /** The portal's new address, after a rename: every request is answered with 302 there. */
  movedTo: origin.nullable(),
  /** Life of access tokens; new tokens only. */
  accessTokenSeconds: z.number().min(0),
  codeSeconds: z.number().min(0),
  /** False: a redirect address passed by the client is ignored, and the code is shown for copying. */
  acceptsRedirectUri: z.boolean(),
  /** PAYMENT_REQUIRED from the token endpoint. */
  isSubscriptionPaid: z.boolean(),
});

export type Settings = Readonly<z.infer<typeof allSettings>>;
export type SettingsPatch = Partial<Settings>;

/** Any of the settings; keys left out stay as they are. */
export const settingsSchema = allSettings.exactPartial();

export const DEFAULT_SETTINGS: Settings = {
  requestsPerSecond: 2,
  burst: 50,
  operatingLimitSeconds: 480,
  operatingWindowSeconds: 600,
  operatingCostSeconds: 0,
  isOverloaded: false,
  plan: 'commercial',
  isClosed: false,
  webhook: 'active',
  scopes: ['imbot', 'im'],
  isUserAllowed: true,
  isHttpsRequired: false,
  maxBodyBytes: 0,
  movedTo: null,
  accessTokenSeconds: 3600,
  codeSeconds: 30,
  acceptsRedirectUri: true,
  isSubscriptionPaid: true,
};
