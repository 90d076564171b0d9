import type { Policy } from './schema.ts';

/** The settings of the program that a policy speaks about. */
export interface ManagedSettings {
  readonly updates: NonNullable<Policy['updates']>['value'];
  readonly language: NonNullable<Policy['language']>['value'] | 'system';
}

const MANAGED = ['updates', 'language'] as const satisfies readonly (keyof ManagedSettings)[];

/** Settings that the user sees but cannot change. */
export function lockedSettings(policy: Policy | undefined): readonly (keyof ManagedSettings)[] {
  return MANAGED.filter((key) => policy?.[key]?.locked === true);
}

/**
 * The settings in force: what is locked comes from the policy, what the user never chose does too.
 * @param isChosen true for a setting that the user has changed
 */
export function settingsUnderPolicy<S extends ManagedSettings>(
  settings: S,
  policy: Policy | undefined,
  isChosen: (key: keyof ManagedSettings) => boolean,
): S {
  const enforced = MANAGED.flatMap((key) => {
    const rule = policy?.[key];
    return rule === undefined || (!rule.locked && isChosen(key)) ? [] : [[key, rule.value] as const];
  });
  return { ...settings, ...Object.fromEntries(enforced) };
}
