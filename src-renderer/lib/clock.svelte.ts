const TICK_MS = 1_000;

/** Now, in wall-clock milliseconds, as far as what is shown depends on it. Moves once a second while started. */
class Clock {
  now = $state(Date.now());

  start(): () => void {
    const timer = setInterval(() => (this.now = Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }
}

export const clock = new Clock();
