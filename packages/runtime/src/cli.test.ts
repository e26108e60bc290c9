import { mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "@airworthy/evidence";
import { beforeEach, describe, expect, test } from "vitest";
import { runCli } from "./cli.ts";
import type { Command } from "./command.ts";
import { exampleCommand } from "./example-command.ts";
import { RecordingHost } from "./recording-host.ts";

let cwd = "";

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "airworthy-cli-"));
});

async function run(argv: readonly string[], command: Command = exampleCommand(), env: Record<string, string> = {}) {
  const host = new RecordingHost({ argv, env, cwd });
  await runCli([command], { host });
  return { stdout: host.stdout.text, stderr: host.stderr.text, exitCodes: host.exitCodes };
}

const verb = (...rest: string[]): string[] => ["weigh-model", "--candidate", "m.bin", ...rest];

describe("help", () => {
  test("of the whole lists every verb with its summary and every exit code", async () => {
    const { stdout, stderr, exitCodes } = await run(["--help"]);
    expect(stdout).toContain("weigh-model  Weighs a model against what it is meant to weigh.");
    expect(stdout).toContain("70           a bug of ours");
    expect(stderr).toBe("");
    expect(exitCodes).toEqual([0]);
    expect(await run(["help"])).toEqual(await run(["-h"]));
  });

  test("of a verb is made from its definition, and fits 80 columns", async () => {
    const { stdout } = await run(["weigh-model", "--help"]);
    expect(stdout).toContain("airworthy weigh-model --candidate <path> [--input value …]");
    expect(stdout.replace(/\s+/g, " ")).toContain("accepted. (a number from 0 to 0.5; default 0.05)");
    expect(stdout).toContain("--[no-]strict");
    expect(stdout).toContain("$GITHUB_TOKEN");
    expect(stdout).not.toContain("--token");
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(await run(["help", "weigh-model"])).toEqual(await run(["weigh-model", "-h"]));
  });

  test("--version is one line, but a verb's own input of that name stays the verb's", async () => {
    expect((await run(["--version"])).stdout).toBe("airworthy 0.1.0\n");
    let version: unknown;
    await run(
      verb("--version", "1.0.0"),
      exampleCommand(async (inputs) => {
        version = inputs["version"];
      }),
    );
    expect(version).toBe("1.0.0");
  });
});

describe("another program's command line", () => {
  const other = {
    name: "scale",
    summary: "What scale weighs.",
    translate: (argv: readonly string[], env: Record<string, string | undefined>) => {
      if (argv.length === 0) throw new UserError("scale: nothing was given");
      if (argv[0] === "--help") return { argv: ["weigh-model", "--help"], env, warnings: [] };
      return { argv: ["weigh-model", "--candidate", argv[0] ?? "", "--json"], env, warnings: ["it is not calibrated"] };
    },
  };
  const scale = (...argv: string[]) => say("scale", ...argv);
  const say = async (...argv: string[]) => {
    const host = new RecordingHost({ argv, cwd });
    await runCli([exampleCommand()], { host, dropIns: [other] });
    return host;
  };

  test("is run as what it says in our words, with a warning of what differs", async () => {
    const { stdout, stderr, exitCodes } = await scale("m.bin");
    expect(JSON.parse(stdout.text)).toMatchObject({ command: "weigh-model", verdict: "pass" });
    expect(stderr.text).toMatch(/^warning: it is not calibrated$/m);
    expect(exitCodes).toEqual([0]);
  });

  test("is listed by the help, and has help of its own, however it is asked for", async () => {
    const { stdout } = await say("--help");
    expect(stdout.text).toMatch(/Other programs' words\n +scale +What scale weighs\.\n/);
    const help = (await scale("--help")).stdout.text;
    expect(help).toContain("airworthy weigh-model");
    expect((await say("help", "scale")).stdout.text).toBe(help);
  });

  test("that has no meaning here is bad input", async () => {
    const { stderr, exitCodes } = await scale();
    expect(stderr.text).toBe("error: scale: nothing was given\n");
    expect(exitCodes).toEqual([2]);
  });
});

test("a verb's alias runs it, and its help tells of it under the verb's own name", async () => {
  const command = { ...exampleCommand(), aliases: ["weigh"] };
  const { stdout, exitCodes } = await run(["weigh", "--candidate", "m.bin", "--json"], command);
  expect(JSON.parse(stdout)).toMatchObject({ command: "weigh-model", verdict: "pass" });
  expect(exitCodes).toEqual([0]);
  const help = (await run(["weigh-model", "--help"], command)).stdout;
  expect(help).toContain("Also airworthy weigh.");
  expect((await run(["weigh", "--help"], command)).stdout).toBe(help);
  expect((await run(["weight"], command)).stderr).toContain('"weight" is not a verb');
});

describe("--json", () => {
  test("prints exactly one object", async () => {
    const { stdout, exitCodes } = await run(verb("--json"));
    expect(JSON.parse(stdout)).toEqual({
      command: "weigh-model",
      verdict: "pass",
      reasonCode: "stable",
      headline: "Nothing got worse",
      outputs: { digest: "sha256:00" },
      evidence: [join("airworthy-evidence", "weigh-model.json")],
    });
    expect(stdout.trimEnd().split("\n")).toHaveLength(1);
    expect(exitCodes).toEqual([0]);
  });

  test("prints it for bad input too", async () => {
    const { stdout, exitCodes } = await run(["weigh-model", "--json"]);
    expect(JSON.parse(stdout)).toEqual({
      command: "weigh-model",
      verdict: "error",
      reasonCode: "bad-input",
      headline: "weigh-model cannot start: --candidate: missing; a path is required",
      outputs: { digest: "" },
      evidence: [],
    });
    expect(exitCodes).toEqual([2]);
  });

  test("prints it for an unknown verb, and offers the nearest", async () => {
    const { stdout, stderr, exitCodes } = await run(["weight-model", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ command: null, verdict: "error", reasonCode: "bad-input" });
    expect(stderr).toContain('"weight-model" is not a verb; did you mean weigh-model?');
    expect(exitCodes).toEqual([2]);
  });

  test("prints it for a bug of ours", async () => {
    const broken = exampleCommand(async () => {
      throw new RangeError("out of range");
    });
    const { stdout, exitCodes } = await run(verb("--json"), broken);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: "error", reasonCode: "bug" });
    expect(exitCodes).toEqual([70]);
  });
});

describe("exit codes", () => {
  test.each([
    ["pass", [], 0],
    ["warn", [], 0],
    ["fail", [], 1],
    ["error", [], 2],
    ["inconclusive", [], 3],
    ["fail", ["--fail-on", "never"], 0],
    ["inconclusive", ["--fail-on=never"], 0],
    ["error", ["--fail-on", "never"], 2],
  ] as const)("%s with %j is %d", async (verdict, flags, code) => {
    expect((await run(verb(...flags), exampleCommand({ verdict }))).exitCodes).toEqual([code]);
  });

  test("no verb at all is bad input", async () => {
    expect((await run([])).exitCodes).toEqual([2]);
  });

  test("an interruption is 130 and writes nothing", async () => {
    const host = new RecordingHost({ argv: verb("--json"), cwd });
    await runCli([exampleCommand(async () => host.interrupt())], { host });
    expect(host.exitCodes).toEqual([130]);
    expect(JSON.parse(host.stdout.text)).toMatchObject({ verdict: "error", reasonCode: "interrupted" });
    expect(await readdir(cwd)).toEqual([]);
  });

  test("an interruption is the proper end of a service, whose outcome is told", async () => {
    const host = new RecordingHost({ argv: verb("--json"), cwd });
    await runCli([{ ...exampleCommand(async () => host.interrupt()), isService: true }], { host });
    expect(host.exitCodes).toEqual([0]);
    expect(JSON.parse(host.stdout.text)).toMatchObject({ verdict: "pass", outputs: { digest: "sha256:00" } });
  });

  test("a service that fails after it was interrupted has failed", async () => {
    const host = new RecordingHost({ argv: verb("--json"), cwd });
    const fail = async () => {
      host.interrupt();
      throw new UserError("the port is lost");
    };
    await runCli([{ ...exampleCommand(fail), isService: true }], { host });
    expect(host.exitCodes).toEqual([2]);
    expect(JSON.parse(host.stdout.text)).toMatchObject({ reasonCode: "bad-input", headline: "the port is lost" });
  });
});

describe("standard output and standard error", () => {
  test("the report goes to standard output, notes and the verdict to standard error", async () => {
    const { stdout, stderr } = await run(
      verb(),
      exampleCommand(async (_, { log }) => log.group("Weighing", async () => log.info("placed"))),
    );
    expect(stdout).toBe("All is well\n");
    expect(stderr.split("\n")).toEqual([
      "airworthy weigh-model 0.1.0",
      "Weighing",
      "  placed",
      "digest: sha256:00",
      `evidence: ${join("airworthy-evidence", "weigh-model.json")}`,
      "✓ pass: Nothing got worse (stable)",
      "",
    ]);
  });

  test("--quiet leaves warnings only", async () => {
    const { stderr } = await run(
      verb("--quiet"),
      exampleCommand(async (_, ports) => {
        ports.log.info("a note");
        ports.log.warn("a doubt");
        const progress = ports.progress("weighing", 2, "cases");
        progress.advance(2);
        progress.finish();
      }),
    );
    expect(stderr).toBe("Warning: a doubt\n");
  });

  test("a UserError shows message and remedy, no stack", async () => {
    const { stdout, stderr } = await run(
      verb(),
      exampleCommand(async () => {
        throw new UserError("m.bin is empty", { remedy: "Train it first." });
      }),
    );
    expect(stdout).toBe("");
    expect(stderr).toBe("airworthy weigh-model 0.1.0\nerror: m.bin is empty\nTrain it first.\n");
  });
});

test("AIRWORTHY_DEBUG=1 adds the stack of a bug", async () => {
  const broken = exampleCommand(async () => {
    throw new RangeError("out of range");
  });
  const { stderr } = await run(verb(), broken, { AIRWORTHY_DEBUG: "1" });
  expect(stderr).toMatch(/^ {4}at .*cli\.test\.ts/m);
  expect((await run(verb(), broken)).stderr).not.toMatch(/^ {4}at /m);
});

describe("secrets", () => {
  test("come from their environment variable", async () => {
    let token: unknown;
    const command = exampleCommand(async (inputs) => {
      token = inputs["token"];
    });
    await run(verb(), command, { GITHUB_TOKEN: "s3cret" });
    expect(token).toBe("s3cret");
  });

  test("are refused on the command line, and not repeated", async () => {
    const { stderr, exitCodes } = await run(verb("--token", "s3cret"));
    expect(stderr).toContain("--token: a secret is not taken from the command line; set GITHUB_TOKEN");
    expect(stderr).not.toContain("s3cret");
    expect(exitCodes).toEqual([2]);
  });
});
