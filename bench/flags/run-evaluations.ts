// Run as a process of its own: `CONTENDER PLACE SET` evaluates the flags of a set for a thousand users in turn, and says on
// standard output how long that took once it had run for a while.
import { median } from "../spread.ts";
import { loadContender } from "./contenders.ts";
import { equalFlags, users } from "./equal-flags.ts";

const WARM_UP_MS = 300;
const BATCHES = 15;
const BATCH_MS = 20;

const [name = "", place = "", set = ""] = process.argv.slice(2);
const { contextOf, open } = await loadContender(name, place);
const flags = equalFlags(set);
const contexts = users().map(contextOf);
const ask = open(flags);

let warmUps = 0;
for (const end = performance.now() + WARM_UP_MS; performance.now() < end; warmUps++) evaluateAll();
const passes = Math.max(1, Math.round((warmUps * BATCH_MS) / WARM_UP_MS));
const milliseconds = median(Array.from({ length: BATCHES }, batch));
console.log(JSON.stringify({ cases: passes * contexts.length * flags.names.length, milliseconds }));

function batch(): number {
  const start = performance.now();
  for (let pass = 0; pass < passes; pass++) evaluateAll();
  return performance.now() - start;
}

function evaluateAll(): void {
  for (const context of contexts) {
    for (const flag of flags.names) {
      // What nobody looked at, a compiler could leave out.
      if (ask(flag, context) === undefined) throw new Error(`${flag} has no answer`);
    }
  }
}
