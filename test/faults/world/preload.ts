// Loaded before the built command line where a test stops its clock, or signals it at one of its writes.
import { watchWrites } from "./unreliable-disk.ts";

const { now, fault } = JSON.parse(process.env["AIRWORTHY_FAULT"] ?? "{}");
delete process.env["AIRWORTHY_FAULT"];

if (typeof now === "string") stopClock(Date.parse(now));

if (typeof fault === "object" && fault !== null) {
  watchWrites(process.cwd(), async ({ number, halfDone }) => {
    if (number !== fault.at) return;
    if (fault.isHalfDone === true) await halfDone();
    process.kill(process.pid, fault.signal);
    // Whoever is killed comes no further than this.
    if (fault.signal === "SIGKILL") await new Promise(() => undefined);
  });
}

/** It is always that time, as for a run in the process of the test: what both write is the same. */
function stopClock(at: number): void {
  const now = () => at;
  globalThis.Date = new Proxy(Date, {
    construct: (target, given, proxy) => Reflect.construct(target, given.length === 0 ? [at] : given, proxy),
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  });
}
