import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import type { Adapters } from "./adapters.ts";
import { exampleCommand } from "./example-command.ts";
import { runStepOf } from "./example-step.ts";

describe("a step that passes", () => {
  test("sets every output, writes its evidence and one summary, and exits with 0", async () => {
    const { outputs, summaries, exitCodes, annotations, cwd } = await runStepOf(exampleCommand());
    expect(Object.fromEntries(outputs)).toEqual({
      verdict: "pass",
      "reason-code": "stable",
      headline: "Nothing got worse",
      evidence: join("airworthy-evidence", "weigh-model.json"),
      digest: "sha256:00",
    });
    expect(summaries).toEqual(["All is well"]);
    expect(exitCodes).toEqual([0]);
    expect(annotations).toEqual([]);
    expect(await readdir(join(cwd, "airworthy-evidence"))).toEqual(["weigh-model.json"]);
    const written = JSON.parse(await readFile(join(cwd, "airworthy-evidence", "weigh-model.json"), "utf8"));
    expect(written).toMatchObject({ predicate: { a: 1 } });
  });

  test("logs action and version first, the verdict last, a group a phase", async () => {
    const { log, groups } = await runStepOf(
      exampleCommand(async (_, { log }) => {
        await log.group("Weighing", async () => log.info("placed on the scale"));
      }),
    );
    expect(log.split("\n")).toEqual([
      "Airworthy weigh-model 0.1.0",
      "placed on the scale",
      "pass: Nothing got worse (stable)",
      "",
    ]);
    expect(groups).toEqual(["Weighing", "end"]);
  });

  test("gives the verb its inputs as their types, defaults filled in", async () => {
    let seen: unknown;
    await runStepOf(
      exampleCommand(async (inputs) => {
        seen = inputs;
      }),
      { INPUT_ALPHA: " 0.1 ", INPUT_LABEL: "a\n b \n\n", INPUT_STRICT: "TRUE", INPUT_VERSION: "" },
    );
    expect(seen).toEqual({
      candidate: "model.bin",
      alpha: 0.1,
      rounds: 10,
      unit: "gram",
      strict: true,
      label: ["a", "b"],
      version: undefined,
      token: undefined,
    });
  });
});

test("secrets are masked before anything else, and outputs have their defaults before the verb runs", async () => {
  const { order, masks } = await runStepOf(exampleCommand(), { INPUT_TOKEN: "s3cret" });
  expect(masks).toEqual(["s3cret"]);
  expect(order[0]).toBe("mask");
  expect(order.slice(1, 6).sort()).toEqual(["digest", "evidence", "headline", "reason-code", "verdict"].map(output));
});

const output = (name: string): string => `output ${name}`;

describe("fail-on decides the conclusion", () => {
  test.each([
    ["pass", "fail", 0],
    ["warn", "inconclusive", 0],
    ["inconclusive", "fail", 0],
    ["inconclusive", "inconclusive", 1],
    ["fail", "fail", 1],
    ["fail", "inconclusive", 1],
    ["fail", "never", 0],
    ["inconclusive", "never", 0],
    ["error", "never", 1],
  ] as const)("%s under fail-on %s exits with %d", async (verdict, failOn, code) => {
    const { exitCodes, outputs } = await runStepOf(exampleCommand({ verdict }), { "INPUT_FAIL-ON": failOn });
    expect(exitCodes).toEqual([code]);
    expect(outputs.get("verdict")).toBe(verdict);
  });

  test("a failed step has an annotation that says why", async () => {
    const { annotations } = await runStepOf(exampleCommand({ verdict: "fail", headline: "Negation got worse" }));
    expect(annotations).toEqual([{ level: "error", message: "Negation got worse" }]);
  });
});

test("what untrusted text looks like a command of the runner's stays text", async () => {
  const { log } = await runStepOf(
    exampleCommand(async (_, ports) => {
      ports.log.info("out: x\r::add-mask::y\n  ::set-output name=verdict::pass\n##[error]no\u001b[31m");
    }),
  );
  expect(log.split("\n").slice(1, 5)).toEqual([
    "out: x",
    "\\::add-mask::y",
    "  \\::set-output name=verdict::pass",
    "#\\#[error]no‹U+001B›[31m",
  ]);
});

test("a control character in an annotation is shown, a line's end stays one", async () => {
  const message = "its output ends: \u001b[31mno\nweights";
  const { annotations } = await runStepOf(exampleCommand({ annotations: [{ level: "warning", message }] }));
  expect(annotations[0]?.message).toBe("its output ends: ‹U+001B›[31mno\nweights");
});

test("twelve errors become nine and a word on the rest, each cut to what GitHub shows", async () => {
  const annotations = Array.from({ length: 12 }, () => ({ level: "error" as const, message: "x".repeat(5_000) }));
  const shown = (await runStepOf(exampleCommand({ annotations }))).annotations;
  expect(shown).toHaveLength(10);
  expect(shown[0]?.message).toHaveLength(4_096);
  expect(shown[9]?.message).toBe("and 3 more; see the job summary");
});

describe("artifact", () => {
  test("uploads the evidence that was written", async () => {
    const uploads: unknown[] = [];
    const adapters: Adapters = {
      async uploadArtifact(...upload) {
        uploads.push(upload);
      },
    };
    const { cwd } = await runStepOf(exampleCommand(), { INPUT_ARTIFACT: "evidence" }, adapters);
    const folder = join(cwd, "airworthy-evidence");
    expect(uploads).toEqual([["evidence", [join(folder, "weigh-model.json")], folder]]);
  });

  test("an upload that fails makes the verdict error, and keeps summary and evidence", async () => {
    const adapters: Adapters = {
      async uploadArtifact() {
        throw new UserError("there is no artifact service here");
      },
    };
    const { outputs, exitCodes, summaries } = await runStepOf(
      exampleCommand(),
      { INPUT_ARTIFACT: "evidence" },
      adapters,
    );
    expect(outputs.get("verdict")).toBe("error");
    expect(outputs.get("evidence")).toBe(join("airworthy-evidence", "weigh-model.json"));
    expect(summaries[0]).toBe("All is well");
    expect(exitCodes).toEqual([1]);
  });
});
