// Run as a process of its own, with --expose-gc: `CONTENDER PLACE SET` goes from JSON text to the first flag's answer, for
// the first time in this process and then many times, and says on standard output how many milliseconds both took.
import { median } from "../spread.ts";
import { loadContender } from "./contenders.ts";
import { equalFlags, users } from "./equal-flags.ts";

const WARM_UPS = 150;
const TIMES = 51;

const [name = "", place = "", set = ""] = process.argv.slice(2);
const { contextOf, open } = await loadContender(name, place);
const flags = equalFlags(set);
const [flag = ""] = flags.names;
const [context = {}] = users().map(contextOf);

// What the preparations left behind is not to be collected at this cost.
globalThis.gc?.();
const cold = firstAnswer();
for (let time = 0; time < WARM_UPS; time++) firstAnswer();
const warm = median(Array.from({ length: TIMES }, firstAnswer));
console.log(JSON.stringify({ cold, warm }));

function firstAnswer(): number {
  const start = performance.now();
  if (open(flags)(flag, context) === undefined) throw new Error("there is no answer");
  return performance.now() - start;
}
