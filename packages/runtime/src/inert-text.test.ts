import { expect, test } from "vitest";
import { runCli } from "./cli.ts";
import { exampleCommand } from "./example-command.ts";
import { inertJson, inertText } from "./inert-text.ts";
import { RecordingHost } from "./recording-host.ts";

const HOSTILE = "fine\n  ::add-mask::x\n##[error]y and ##[group]z\na::b";

test("nothing that the runner would obey is left in a text", () => {
  expect(inertText(HOSTILE)).toBe("fine\n  \\::add-mask::x\n#\\#[error]y and #\\#[group]z\na::b");
});

test("the runner's white space before a command is all of .NET's, its line breaks are CR and LF", () => {
  // Char.IsWhiteSpace: category Zs, U+2028, U+2029, U+0009 to U+000D and U+0085.
  const others = "\t\v\f\u0085\u00a0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000";
  for (const before of ["", ...others, others, "\r", "\n", "\r\n", `a\r${others}`, `a\n${others}`]) {
    expect(inertText(`${before}::set-output name=x::y`)).toBe(`${before}\\::set-output name=x::y`);
  }
});

test("a text of many empty lines comes back in time", () => {
  const text = "\n \u2028".repeat(200_000);
  expect(inertText(text) === text).toBe(true);
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
