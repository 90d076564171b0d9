/**
 * What production code may use of an Electron object. A member it uses and the stand-in lacks throws with its name,
 * instead of being `undefined` and passing for an optional one.
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller says what it plays
export function standIn<T extends object>(name: string, has: object): T {
  return new Proxy(has, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key);
      if (value !== undefined || typeof key === 'symbol' || key === 'then' || key in target) {
        return typeof value === 'function' ? (value as (...a: unknown[]) => unknown).bind(target) : value;
      }
      throw new Error(`the stand-in for Electron has no ${name}.${key}`);
    },
  }) as T;
}
