const LONGEST = 40;

/**
 * A foreign name on one line of a menu or a notification, its middle left out where it is long. Control and
 * direction characters would rearrange the line.
 */
export function shownName(name: string): string {
  const visible = name.replace(/[\p{Cc}\p{Cf}]/gu, '');
  if (visible.length <= LONGEST) return visible;
  return `${visible.slice(0, LONGEST / 2)}…${visible.slice(-LONGEST / 2)}`;
}
