import { createRequire, syncBuiltinESMExports } from "node:module";
import { promisify } from "node:util";

const require = createRequire(import.meta.url);

/**
 * Makes every wait of this process so many times shorter, so that a test can sit out what the verbs wait between attempts.
 * Date.now runs ahead accordingly: what spaces requests subtracts its readings.
 */
export function hastenTimers(times: number): void {
  const wait = globalThis.setTimeout;
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  const promises: typeof import("node:timers/promises") = require("node:timers/promises");
  const timers: typeof import("node:timers") = require("node:timers");
  const sleep = promises.setTimeout;
  const hastened = Object.assign(
    (work: (...given: unknown[]) => void, milliseconds = 0, ...given: unknown[]) =>
      wait(work, milliseconds / times, ...given),
    { [promisify.custom]: (milliseconds = 0, value?: unknown) => sleep(milliseconds / times, value) },
  );
  Object.assign(globalThis, { setTimeout: hastened });
  Object.assign(timers, { setTimeout: hastened });
  Object.assign(promises, {
    setTimeout: (milliseconds: number, value?: unknown, options?: object) =>
      sleep(milliseconds / times, value, options),
  });
  Object.assign(AbortSignal, { timeout: (milliseconds: number) => timeout(Math.ceil(milliseconds / times)) });
  const start = Date.now();
  const now = Date.now.bind(Date);
  Object.assign(Date, { now: () => start + (now() - start) * times });
  syncBuiltinESMExports();
}
