import type { EngineConfig } from '#config/engine-config.ts';
import { problemLines } from '#config/problem.ts';
import { applyPolicy, type PolicyRefusal, type UnderPolicy } from '#engine/policy/apply-policy.ts';
import { policyPlace } from '#engine/policy/places.ts';
import { readPolicy, type PolicyReading } from '#engine/policy/read-policy.ts';
import { visible } from '#domain/visible.ts';
import { Refusal } from '../refusal.ts';
import type { Environment } from './config-paths.ts';

/** The policy of this machine, as far as there is one that may be believed. */
export function machinePolicy({ platform, env }: Environment): PolicyReading {
  return readPolicy(policyPlace(platform, env));
}

/** The configuration as far as this machine's administrators allow it. @throws Refusal for a policy nobody can read */
export function underMachinePolicy(
  config: EngineConfig,
  around: Environment,
): { readonly config: EngineConfig; readonly notes: readonly string[] } {
  const reading = machinePolicy(around);
  const under = applyReading(reading, config, around);
  const untrusted = reading.type === 'untrusted' ? [untrustedNote(reading)] : [];
  return { config: under.config, notes: [...untrusted, ...under.refusals.map(refusalNote)] };
}

/** @throws Refusal for a policy that cannot be understood: nothing may run in its stead */
export function applyReading(
  reading: PolicyReading,
  config: EngineConfig,
  { home }: Pick<Environment, 'home'>,
): UnderPolicy {
  switch (reading.type) {
    case 'in-force':
      return applyPolicy(config, reading.policy, home);
    case 'invalid':
      throw new Refusal(
        `the policy of this machine cannot be understood, ask its administrator: ${reading.path}`,
        ...problemLines(reading.path, reading.problems),
      );
    case 'none':
    case 'untrusted':
      return { config, refusals: [] };
  }
}

const DISTRUST = {
  owner: 'its owner, or that of a folder above it, is no administrator',
  writable: 'others than administrators may write it, or a folder above it',
  link: 'it is no regular file',
  unknown: 'its access rights cannot be found out',
} as const;

export function untrustedNote({ path, why }: Extract<PolicyReading, { type: 'untrusted' }>): string {
  return `${path} does not count: ${DISTRUST[why]}`;
}

const REASONS: Readonly<Record<PolicyRefusal['by'], string>> = {
  portals: 'the policy allows other portals only',
  watches: 'the policy allows its own watches only',
  dialogs: 'the policy does not allow its dialog',
  bot: 'the policy wants it, but the configuration has no such bot',
  portal: 'its portal is left out',
};

/** `watch scans is left out: the policy allows its own watches only` */
export function refusalNote({ what, name, by }: PolicyRefusal): string {
  return `${what} ${visible(name)} is left out: ${REASONS[by]}`;
}
