/** Roles in a chat, from the least to the most. A guest sees an open chat or channel and is no member (fact 7). */
const RANKS: Readonly<Record<string, number>> = { guest: 0, member: 1, manager: 2, owner: 3 };
/** The least rank to which a permission is given. */
const NEEDED: Readonly<Record<string, number>> = { all: 1, member: 1, manager: 2, owner: 3, none: 4 };

/** False where the role says that the bot only sees the chat; a missing or unknown role counts as membership. */
export function isMemberRole(role: string | undefined): boolean {
  return role?.toLowerCase() !== 'guest';
}

/** Whether a role may post under the permission `canPost`; undefined where either is not known (fact 8). */
export function mayPostAs(role: string | undefined, canPost: string | undefined): boolean | undefined {
  const rank = RANKS[role?.toLowerCase() ?? ''];
  if (rank === 0) return false;
  const needed = NEEDED[canPost?.toLowerCase() ?? ''];
  return rank === undefined || needed === undefined ? undefined : rank >= needed;
}
