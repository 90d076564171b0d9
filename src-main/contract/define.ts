import type { z } from 'zod';

/** A question of the window that main answers. `input` is undefined where nothing is taken. */
export interface Call<In extends z.ZodType | undefined, Out> {
  readonly kind: 'call';
  readonly input: In;
  /** Never there at run time; carries the type of the answer. */
  readonly output?: Out;
}

/** Something main tells the windows without being asked. */
export interface Notice<Payload> {
  readonly kind: 'notice';
  readonly payload?: Payload;
}

/** Calls and notices by room and name. */
export type Contract = Readonly<
  Record<string, Readonly<Record<string, Call<z.ZodType | undefined, unknown> | Notice<unknown>>>>
>;

/** `call<Row[]>().takingNothing()` or `call().taking(z.object({…}))`. */
export function call<Out = void>() {
  return {
    taking: <In extends z.ZodType>(input: In): Call<In, Out> => ({ kind: 'call', input }),
    takingNothing: (): Call<undefined, Out> => ({ kind: 'call', input: undefined }),
  };
}

export function notice<Payload>(): Notice<Payload> {
  return { kind: 'notice' };
}

type CallsOf<Room> = {
  readonly [Name in keyof Room as Room[Name] extends { readonly kind: 'call' } ? Name : never]: Room[Name];
};
type NoticesOf<Room> = {
  readonly [Name in keyof Room as Room[Name] extends { readonly kind: 'notice' } ? Name : never]: Room[Name];
};

type Arguments<In, Side extends 'given' | 'parsed'> = In extends z.ZodType
  ? [input: Side extends 'given' ? z.input<In> : z.output<In>]
  : [];

/** What main has to write: one function for every call, or it does not compile. */
export type Handlers<C extends Contract> = {
  readonly [Room in keyof C]: {
    readonly [Name in keyof CallsOf<C[Room]>]: CallsOf<C[Room]>[Name] extends Call<infer In, infer Out>
      ? (...args: Arguments<In, 'parsed'>) => Out | Promise<Out>
      : never;
  };
};

type PayloadOf<N> = N extends Notice<infer Payload> ? Payload : never;

/** What the window gets: every call as a promise, and `on` for the notices of a room. */
export type Client<C extends Contract> = {
  readonly [Room in keyof C]: {
    readonly [Name in keyof CallsOf<C[Room]>]: CallsOf<C[Room]>[Name] extends Call<infer In, infer Out>
      ? (...args: Arguments<In, 'given'>) => Promise<Out>
      : never;
  } & {
    readonly on: <Name extends keyof NoticesOf<C[Room]> & string>(
      name: Name,
      listener: (payload: PayloadOf<C[Room][Name]>) => void,
    ) => () => void;
  };
};

/** Main's way to tell the windows something. */
export type Publish<C extends Contract> = <
  Room extends keyof C & string,
  Name extends keyof NoticesOf<C[Room]> & string,
>(
  room: Room,
  name: Name,
  payload: PayloadOf<C[Room][Name]>,
) => void;
