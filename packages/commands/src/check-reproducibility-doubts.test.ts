import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { program, STEADY } from "../../../test/harness/check-program.ts";

const IS_WINDOWS = process.platform === "win32";

describe("a command that does not end well", () => {
  test("with an exit code is an error, with the end of what it printed, and is not run again", async () => {
    await using space = await program(`console.error("no such column"); process.exit(3)`);
    const { verdict, reasonCode, predicate } = await space.check();
    expect([verdict, reasonCode]).toEqual(["error", "command-failed"]);
    expect(predicate.runs).toMatchObject([{ ended: "exited", exitCode: 3, tail: "no such column\n" }]);
  });

  test("hanging is stopped in time; printing without end is too", async () => {
    await using hanging = await program("setInterval(() => {}, 1000)");
    expect((await hanging.check({ timeout: 1 })).reasonCode).toBe("timed-out");
    await using flood = await program(`for (;;) fs.writeSync(1, "x".repeat(65536))`);
    expect((await flood.check({ "output-limit": 1 })).reasonCode).toBe("flooded");
  });

  test("in a folder that is not there is bad input", async () => {
    await using space = await program(STEADY);
    await expect(space.check({ "working-directory": "nowhere" })).rejects.toThrow("nowhere is no folder");
  });

  test("that is no program is bad input", async () => {
    await using space = await program("");
    await expect(space.check({ command: "airworthy-no-such-program x" })).rejects.toThrow("cannot be started");
  });
});

describe("what cannot be concluded from", () => {
  test("a command that makes nothing, or not all that was named, is inconclusive", async () => {
    await using empty = await program("");
    const nothing = await empty.check();
    expect([nothing.verdict, nothing.reasonCode]).toEqual(["inconclusive", "no-output"]);
    await using space = await program(STEADY);
    const some = await space.check({ outputs: ["out.json", "model.bin"] });
    expect([some.verdict, some.headline]).toEqual(["inconclusive", "No run left anything that matches model.bin."]);
  });

  test("an output of an earlier run is no output: a fresh copy is without it", async () => {
    await using space = await program("");
    await writeFile(join(space.path, "out.json"), "{}");
    expect((await space.check()).reasonCode).toBe("no-output");
  });

  test("a link among the outputs is neither followed nor taken for the same", async () => {
    if (IS_WINDOWS) return;
    await using space = await program(
      `fs.symlinkSync("/etc/hostname", "out.json"); fs.symlinkSync("/", "out-folder");`,
    );
    const { verdict, predicate } = await space.check();
    expect(verdict).toBe("inconclusive");
    expect(predicate.outputs.map(({ path, state, sha256 }) => [path, state, sha256])).toEqual([
      ["out-folder", "not-a-file", null],
      ["out.json", "not-a-file", null],
    ]);
  });

  test("data that the command changes is in doubt", async () => {
    await using space = await program(`${STEADY} fs.appendFileSync(process.env.DATA, "x");`);
    await writeFile(join(space.path, "data.csv"), "a\n");
    const environment = [`DATA=${join(space.path, "data.csv")}`];
    const { verdict, predicate } = await space.check({ data: ["data.csv"], environment });
    expect(verdict).toBe("inconclusive");
    expect(predicate.findings[0]?.reasonCode).toBe("data-changed");
    await expect(space.check({ data: ["nowhere.csv"] })).rejects.toThrow("nothing matches");
  });

  test("a metric that is no number keeps the record from being whole", async () => {
    await using space = await program(
      `fs.writeFileSync("out.json", '{"accuracy": 0.9, "loss": NaN}'.replace("NaN", '"NaN"'));`,
    );
    const { verdict, predicate } = await space.check({ metrics: ["out.json"] });
    expect(verdict).toBe("inconclusive");
    expect(predicate.findings[0]?.reasonCode).toBe("metric-not-finite");
    expect(predicate.record.metrics).toEqual([{ name: "accuracy", value: 0.9 }]);
  });
});
