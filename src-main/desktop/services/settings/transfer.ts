import { z } from 'zod';
import { AppError } from '#domain/errors.ts';
import { Secret } from '#domain/secret.ts';
import { seal, sealedShape, unseal } from '#engine/sealed-export.ts';
import type { AppContext } from '../../app-context.ts';
import { secretNames } from '../secrets/secrets.ts';
import { readStored } from './read-stored.ts';
import type { Stored } from './stored.ts';

const exported = z.strictObject({
  chatdrop: z.literal(1),
  settings: z.record(z.string(), z.unknown()),
  secrets: sealedShape.optional(),
});
const secretTexts = z.record(z.string(), z.string());

/** Settings for another computer; with a password, and only then, the secrets too. */
export async function exportSettings({ settings, secrets }: AppContext, password?: string): Promise<string> {
  const stored = settings.get();
  const names = namesIn(stored);
  const texts = Object.fromEntries(
    names.flatMap((name) => {
      const secret = secrets.get(name);
      return secret === undefined ? [] : [[name, secret.reveal()]];
    }),
  );
  const sealed = password === undefined ? {} : { secrets: await seal(JSON.stringify(texts), password) };
  return JSON.stringify({ chatdrop: 1, settings: stored, ...sealed }, undefined, 2);
}

/** Takes exported settings in place of what is there. @throws AppError `config.invalid`, `secret.missing` */
export async function importSettings(context: AppContext, text: string, password?: string): Promise<void> {
  const parsed = exported.safeParse(asJson(text));
  if (!parsed.success) throw new AppError('config.invalid', 'no exported settings');
  const { settings, secrets } = parsed.data;
  const { stored } = readStored(settings);
  if (secrets !== undefined && password !== undefined) {
    const texts = secretTexts.parse(JSON.parse(await unseal(secrets, password)));
    for (const [name, secret] of Object.entries(texts)) await context.secrets.set(name, new Secret(secret));
  }
  await context.change({ ...stored, weakSecrets: context.settings.get().weakSecrets });
}

function namesIn({ portals, bots }: Stored): readonly string[] {
  return [
    ...portals.flatMap(({ name }) => [secretNames.webhook(name), secretNames.clientSecret(name)]),
    ...bots.map(({ portal, name }) => secretNames.bot(portal, name)),
    secretNames.proxy,
  ];
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not an export
  }
}
