import { join } from "node:path";
import { testBehavior } from "../shared/test-behavior.ts";
import { OUTPUT, prepare } from "./prepare.ts";

const RUN = {
  name: "voice-activity",
  suite: "suite.ts",
  candidate: "models/v6.yml",
  baseline: "models/v5.yml",
  evidence: join(OUTPUT, "airworthy-evidence"),
};

await prepare();
const found = await testBehavior(RUN, { folder: import.meta.dirname, report: "show" });
console.log(`
Takes a swelling buzz for speech: ${found.rates("swelling-buzz")}.
Misses speech under a hum: ${found.rates("speech-under-hum")};
speech that is much too loud: ${found.rates("overdriven-speech")}.`);
