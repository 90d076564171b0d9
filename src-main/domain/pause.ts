/** The user wants nothing sent for a while. What is under way goes on to its end. */
export interface Pause {
  /** Name of the watch; undefined for everything, files sent by hand included. */
  readonly watch: string | undefined;
  /** Wall clock in milliseconds at which it ends by itself; undefined for one that the user ends. */
  readonly until: number | undefined;
}
