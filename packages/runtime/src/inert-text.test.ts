import { expect, test } from "vitest";
import { runCli } from "./cli.ts";
import { exampleCommand } from "./example-command.ts";
import { inertJson, inertText } from "./inert-text.ts";
import { RecordingHost } from "./recording-host.ts";

const HOSTILE = "fine\n  ::add-mask::x\n##[error]y and ##[group]z\na::b";

test("nothing that the runner would obey is left in a text", () => {
  expect(inertText(HOSTILE)).toBe("fine\n  \\::add-mask::x\n#\\#[error]y and #\\#[group]z\na::b");
});

test("nor in JSON, whose value stays", () => {
  expect(inertJson({ HOSTILE })).not.toContain("##[");
  expect(JSON.parse(inertJson({ HOSTILE }))).toEqual({ HOSTILE });
});

test("the command line is read for commands in a workflow's step only", async () => {
  const printed = async (env: Record<string, string>) => {
    const host = new RecordingHost({ argv: ["##[warning]what"], env, cwd: import.meta.dirname });
    await runCli([exampleCommand()], { host });
    return host.stderr.text;
  };
  expect(await printed({ GITHUB_ACTIONS: "true" })).toContain("#\\#[warning]what");
  expect(await printed({})).toContain("##[warning]what");
});
