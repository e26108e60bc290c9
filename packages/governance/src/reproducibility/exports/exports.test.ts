import { posix } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exampleStatement, GOOD_RUN } from "../example-reproduction.ts";
import { fileNames } from "./mlflow-names.ts";
import { mlflowRun } from "./mlflow-run.ts";
import { openLineageEvent } from "./open-lineage.ts";
import { runUuidOf } from "./run-id.ts";

describe("an MLflow run", () => {
  const files = mlflowRun(exampleStatement(), "file:///tmp/mlruns");
  const contentOf = (end: string) => files.find(({ path }) => path.endsWith(end))?.content;

  test("has parameters, metrics and tags as files, none outside of its folder", () => {
    expect(contentOf("/params/lr")).toBe("0.0003");
    expect(contentOf("/params/LR_2")).toBe("x y");
    expect(contentOf("/metrics/accuracy")).toBe("1767323105000 0.91 0\n");
    expect(contentOf("/tags/mlflow.source.git.commit")).toBe("0123456789abcdef0123456789abcdef01234567");
    const [, run = ""] = files.map(({ path }) => path);
    for (const { path } of files) {
      expect(posix.normalize(path)).toBe(path);
      expect(path.startsWith(`${run.split("/")[0]}/`)).toBe(true);
    }
  });

  test("is failed where the command failed", () => {
    const failed = exampleStatement({ runs: [{ ...GOOD_RUN, exitCode: 1 }], outputs: [] });
    const meta = (statement: typeof failed) => mlflowRun(statement, "file:///x")[1]?.content;
    expect(meta(failed)).toContain("status: 4\n");
    expect(meta(exampleStatement())).toContain("status: 3\n");
  });

  test("takes any names: distinct, also without case, and files everywhere", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), (names) => {
        const made = fileNames(names);
        expect(new Set(made.map((name) => name.toLowerCase())).size).toBe(names.length);
        for (const name of made)
          expect(name).toMatch(/^(?![. ])(?!(con|nul|aux|prn)(\.|$))[\p{L}\p{N}_.\- ]{1,80}$(?<![. ])/iu);
      }),
    );
  });
});

describe("an OpenLineage event", () => {
  test("names inputs and outputs with their digests, and no value that is not told", () => {
    const event = openLineageEvent(exampleStatement(), { jobs: "octo", files: "file" });
    expect(event).toMatchObject({
      eventType: "COMPLETE",
      job: { namespace: "octo", name: "digits\n" },
      inputs: [{ namespace: "file", name: "train.csv" }],
      outputs: [{ name: "model.bin", outputFacets: { outputStatistics: { size: 7 } } }],
    });
    expect(JSON.stringify(event)).not.toContain("API_TOKEN");
  });

  test("has a UUID of version 8, the same for the same evidence", () => {
    expect(runUuidOf(exampleStatement())).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(runUuidOf(exampleStatement())).toBe(runUuidOf(exampleStatement()));
    expect(runUuidOf(exampleStatement())).not.toBe(runUuidOf(exampleStatement({ seed: 8 })));
  });

  test("fails where the command failed", () => {
    const failed = exampleStatement({ runs: [{ ...GOOD_RUN, exitCode: 1 }], outputs: [] });
    expect(openLineageEvent(failed, { jobs: "octo", files: "file" })).toMatchObject({
      eventType: "FAIL",
      run: { facets: { errorMessage: { message: "Run 1 ended with exit code 1." } } },
    });
  });
});
