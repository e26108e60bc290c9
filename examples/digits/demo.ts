import { join } from "node:path";
import { testBehavior } from "../shared/test-behavior.ts";
import { corruptionErrors, meanError } from "./corruption-error.ts";
import { OUTPUT, prepare } from "./prepare.ts";

const RUN = {
  name: "digits",
  suite: "suite.ts",
  candidate: "models/perceptron.yml",
  baseline: "models/softmax-regression.yml",
  evidence: join(OUTPUT, "airworthy-evidence"),
};

await prepare();
const found = await testBehavior(RUN, { folder: import.meta.dirname, report: "show" });
const errors = corruptionErrors(found);
console.log(`
Wrong on pictures as they are: ${found.rates("clean")};
at low contrast: ${found.rates("contrast")}.
Corruption error, the baseline's being 1: ${errors.map(({ name, error }) => `${name} ${error.toFixed(2)}`).join(", ")};
mean ${meanError(errors).toFixed(2)}.`);
