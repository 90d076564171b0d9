type AnyHandler = (...args: readonly unknown[]) => unknown;

/** The same handlers, each of which waits for the beginning before it answers. */
export function afterStartup<Room extends object>(handlers: Room, ready: () => Promise<void>): Room {
  const waiting = Object.entries(handlers as Readonly<Record<string, AnyHandler>>).map(([name, handler]) => [
    name,
    async (...args: readonly unknown[]) => {
      await ready();
      return handler(...args);
    },
  ]);
  // Every handler may answer with a promise, so that its type stays what it was.
  return Object.fromEntries(waiting) as Room;
}
