import { plainText } from "@airworthy/report";
import { expect, test } from "vitest";
import { exampleStatement, GOOD_RUN, output } from "./example-reproduction.ts";
import { reportReproducibility } from "./report-reproducibility.ts";

test("a report says what was found, how it was run and how to run it again", () => {
  const section = reportReproducibility(exampleStatement());
  expect(section).toMatchObject({
    title: "Reproducibility",
    verdict: "pass",
    headline: "1 output came out the same, bit for bit, in 2 runs.",
    facts: ["2 runs", "in fresh copies", "seed 7", "the last with another timezone"],
    commands: ["npx airworthy check-reproducibility --command <command>"],
  });
  expect(section.folds.map(({ summary }) => plainText(summary))).toEqual([
    "What the runs made: 1 output",
    "The experiment's record",
    "The command and its environment",
  ]);
  expect(JSON.stringify(section.folds)).toContain("API_TOKEN=***");
});

test("what differs is a row with the place and both values", () => {
  const differs = output({ state: "differs", difference: { place: "/loss/3", first: "0.25", other: "0.5", run: 2 } });
  const { rows, verdict } = reportReproducibility(exampleStatement({ outputs: [differs] }));
  expect(verdict).toBe("fail");
  expect(rows.map(({ difference }) => plainText(difference))).toEqual([
    "model.bin differs in run 2 at /loss/3: 0.25, then 0.5",
  ]);
});

test("a run that failed shows the end of what it printed, as text", () => {
  const runs = [{ ...GOOD_RUN, exitCode: 1, tail: "``` @team <b>" }];
  const { folds } = reportReproducibility(exampleStatement({ runs, outputs: [] }));
  expect(folds[0]?.blocks).toEqual([{ kind: "code", text: "``` @team <b>", language: "" }]);
});
