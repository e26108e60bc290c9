import { join } from "node:path";
import { testBehavior } from "../shared/test-behavior.ts";
import { OUTPUT, prepare } from "./prepare.ts";

const RUN = {
  name: "language-id",
  suite: "suite.yml",
  candidate: "models/eld.ts",
  baseline: "models/cld3.ts",
  evidence: join(OUTPUT, "airworthy-evidence"),
};

await prepare();
const found = await testBehavior(RUN, { folder: import.meta.dirname, report: "show" });
const africa = found.of("listed-languages[continent=Africa]").candidate;
console.log(`
Wrong in Africa: ${found.rates("every-language[continent=Africa]")};
in Europe: ${found.rates("every-language[continent=Europe]")}.
Of ${africa.judged + africa.unsupported} African sentences the candidate lists the language of ${africa.judged}, and gets ${africa.failed} of these wrong.`);
