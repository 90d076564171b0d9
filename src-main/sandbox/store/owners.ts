/**
 * The owner key of bots made through a webhook. The webhook itself is no part of it: another webhook with the
 * same bot token controls the same bot (reference 2.1).
 */
export function ownerByToken(botToken: string): string {
  return `custom${botToken}`;
}
