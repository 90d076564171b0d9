const MAX_LENGTH = 40;

/**
 * A foreign name on one line of a menu or a notification, its middle left out where it is long. Control and
 * direction characters would rearrange the line.
 */
export function displayName(name: string): string {
  const visible = name.replace(/[\p{Cc}\p{Cf}]/gu, '');
  if (visible.length <= MAX_LENGTH) return visible;
  return `${visible.slice(0, MAX_LENGTH / 2)}…${visible.slice(-MAX_LENGTH / 2)}`;
}
