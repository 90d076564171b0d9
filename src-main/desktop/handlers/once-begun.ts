type AnyHandler = (...args: readonly unknown[]) => unknown;

/** The same handlers, each of which waits for the beginning before it answers. */
export function onceBegun<Room extends object>(room: Room, begun: () => Promise<void>): Room {
  const waiting = Object.entries(room as Readonly<Record<string, AnyHandler>>).map(([name, handler]) => [
    name,
    async (...args: readonly unknown[]) => {
      await begun();
      return handler(...args);
    },
  ]);
  // Every handler may answer with a promise, so that its type stays what it was.
  return Object.fromEntries(waiting) as Room;
}
