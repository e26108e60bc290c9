import { mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "@airworthy/evidence";
import { beforeEach, describe, expect, test } from "vitest";
import { runAction } from "./action.ts";
import { exampleCommand } from "./example-command.ts";
import { runStepOf } from "./example-step.ts";
import { RecordingHost, RecordingToolkit } from "./recording-host.ts";

let cwd = "";

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "airworthy-action-"));
});

describe("bad input", () => {
  test("names every problem at once: the input, what was given, what is allowed", async () => {
    const { annotations, outputs, exitCodes, summaries } = await runStepOf(exampleCommand(), {
      INPUT_CANDIDATE: "",
      INPUT_ALPHA: "NaN",
      INPUT_UNIT: "stone",
      INPUT_ROUND: "3",
    });
    expect(annotations[0]?.message.split("\n")).toEqual([
      "weigh-model cannot start:",
      "  round: unknown input; did you mean rounds?",
      "  candidate: missing; a path is required",
      '  alpha: "NaN" was given; a number from 0 to 0.5 is allowed',
      '  unit: "stone" was given; one of gram, ounce is allowed',
      "All inputs: https://github.com/airworthy/airworthy/tree/main/actions/weigh-model",
    ]);
    expect(outputs.get("verdict")).toBe("error");
    expect(outputs.get("reason-code")).toBe("bad-input");
    expect(outputs.get("digest")).toBe("");
    expect(exitCodes).toEqual([1]);
    expect(summaries).toHaveLength(1);
  });

  test("fails the step even under fail-on never", async () => {
    const { exitCodes } = await runStepOf(exampleCommand(), { INPUT_ALPHA: "2", "INPUT_FAIL-ON": "never" });
    expect(exitCodes).toEqual([1]);
  });

  test("a UserError of the verb is shown with its remedy and without a stack", async () => {
    const { annotations } = await runStepOf(
      exampleCommand(async () => {
        throw new UserError("model.bin is empty", { remedy: "Train it first." });
      }),
    );
    expect(annotations).toEqual([{ level: "error", message: "model.bin is empty\nTrain it first." }]);
  });
});

test("a bug of ours is told as one, with its causes and where to report it", async () => {
  const { annotations, outputs, exitCodes } = await runStepOf(
    exampleCommand(async () => {
      throw new TypeError("x is not a function", { cause: new Error("the scale is gone") });
    }),
  );
  expect(annotations[0]?.message.split("\n")).toEqual([
    "an unexpected error: TypeError: x is not a function",
    "  caused by Error: the scale is gone",
    "This is a bug of Airworthy's. Please report these lines at https://github.com/airworthy/airworthy/issues. AIRWORTHY_DEBUG=1 in the environment adds the stack.",
  ]);
  expect(outputs.get("reason-code")).toBe("bug");
  expect(exitCodes).toEqual([1]);
});

test("a job summary that cannot be written costs a warning, not the verdict", async () => {
  const host = new RecordingHost({ env: { INPUT_CANDIDATE: "model.bin" }, cwd });
  const toolkit = new RecordingToolkit();
  toolkit.writeSummary = async () => {
    throw new Error("no such file");
  };
  await runAction(exampleCommand(), {}, { host, toolkit });
  expect(host.stdout.text).toContain("Warning: the job summary cannot be written: no such file\n");
  expect(toolkit.outputs.get("verdict")).toBe("pass");
  expect(host.exitCodes).toEqual([0]);
});

describe("interruption and crashes", () => {
  test("an interrupted step writes nothing and exits with 130", async () => {
    const host = new RecordingHost({ env: { INPUT_CANDIDATE: "m" }, cwd });
    const toolkit = new RecordingToolkit();
    const command = exampleCommand(async (_, ports) => {
      host.interrupt();
      expect(ports.signal.aborted).toBe(true);
    });
    await runAction(command, {}, { host, toolkit });
    expect(host.exitCodes).toEqual([130]);
    expect(await readdir(cwd)).toEqual([]);
    expect(toolkit.outputs.get("verdict")).toBe("error");
  });

  test("an error that nobody caught ends the step as a bug", async () => {
    const host = new RecordingHost({ env: { INPUT_CANDIDATE: "m" }, cwd });
    const toolkit = new RecordingToolkit();
    const command = exampleCommand(() => {
      host.crash(new Error("lost promise"));
      return new Promise(() => undefined);
    });
    await runAction(command, {}, { host, toolkit });
    expect(host.exitCodes).toEqual([1]);
    expect(toolkit.outputs.get("reason-code")).toBe("bug");
  });
});
