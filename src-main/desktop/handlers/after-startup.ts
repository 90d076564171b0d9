type AnyHandler = (...args: readonly unknown[]) => unknown;

/** Wraps handlers so that each waits for `ready` before it runs. */
export function afterStartup<Room extends object>(handlers: Room, ready: () => Promise<void>): Room {
  const waiting = Object.entries(handlers as Readonly<Record<string, AnyHandler>>).map(([name, handler]) => [
    name,
    async (...args: readonly unknown[]) => {
      await ready();
      return handler(...args);
    },
  ]);
  // Every handler may return a promise, so the type of the object does not change.
  return Object.fromEntries(waiting) as Room;
}
