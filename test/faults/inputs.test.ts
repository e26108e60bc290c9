import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { holdTheDocs, tally } from "./count/tally.ts";
import { HOSTILE_FILES, HUGE_FILES, replaceFile } from "./faults/hostile-files.ts";
import { GOOD_RUNS } from "./good-runs/index.ts";
import { judge } from "./judge.ts";
import { perform } from "./world/control.ts";
import { inTurns } from "./world/in-turns.ts";

const TOGETHER = 2;
const FAULTS = HOSTILE_FILES.length + HUGE_FILES.length;

describe("a hostile file", () => {
  for (const run of GOOD_RUNS.filter(({ reads }) => reads.length > 0)) {
    test(`does no harm to ${run.name}`, async () => {
      const [first] = run.reads;
      const cases = [
        ...run.reads.flatMap((file) => HOSTILE_FILES.map((fault) => ({ file, fault }))),
        ...HUGE_FILES.flatMap((fault) => (first === undefined ? [] : [{ file: first, fault }])),
      ];
      const problems = await inTurns(TOGETHER, cases, async ({ file, fault }) => {
        const seen = await perform(run, { before: (folder) => replaceFile(folder, file, fault) });
        return await judge(
          run,
          { name: `${file}: ${fault.name}`, mayPass: fault.mayPass, names: run.called?.[file] ?? namesOf(file) },
          seen,
        );
      });
      tally("inputs", run.verb, cases.length, FAULTS);
      expect(problems.flat()).toEqual([]);
    });
  }
});

holdTheDocs("inputs");

/** The file's name must be said. */
function namesOf(file: string): RegExp {
  return new RegExp(basename(file).replaceAll(".", "\\."));
}
