/** A watch over the time: aborts the exchange when the last `touch` is too long ago, or the user interrupts. */
export interface Watch {
  readonly signal: AbortSignal;
  readonly isExpired: boolean;
  touch(seconds: number): void;
  stop(): void;
}

/** Begins with `seconds` to go. It keeps no process alive. */
export function startWatch(signal: AbortSignal, seconds: number): Watch {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const touch = (allowed: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => controller.abort(new Error("nothing moved")), allowed * 1000).unref();
  };
  touch(seconds);
  return {
    signal: AbortSignal.any([signal, controller.signal]),
    get isExpired() {
      return controller.signal.aborted;
    },
    touch,
    stop: () => clearTimeout(timer),
  };
}
