import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { commands as verbs } from "@airworthy/commands";
import { allInputs, isAction } from "@airworthy/runtime";
import { describe, expect, test } from "vitest";
import { allOutputs } from "../../build/action-manifest.ts";
import { generatedFiles } from "../../build/generated-files.ts";
import { replaceBetween } from "../../build/readme-tables.ts";
import { REPOSITORY, readActionManifest } from "../harness/action-manifest.ts";
import { runAction } from "../harness/runner.ts";

/** GitHub Marketplace shows no more of a description. */
const LONGEST_DESCRIPTION = 125;
const KEBAB_CASE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const README_SECTIONS = [
  "Requirements",
  "Smallest use",
  "Real use",
  "Permissions and triggers",
  "Inputs",
  "Outputs",
  "How it decides",
  "Limits",
  "Exit and outputs on failure",
];

/** All but those that are on the command line only. */
const commands = verbs.filter(isAction);

function read(path: string): string {
  return readFileSync(join(REPOSITORY, path), "utf8");
}

test("what is generated is up to date: npm run generate changes nothing", () => {
  for (const { path, content } of generatedFiles(REPOSITORY, verbs)) expect(read(path), path).toBe(content);
});

test("a README whose markers are missing, doubled or turned around is not written over", () => {
  const start = "<!-- generated:start -->";
  const end = "<!-- generated:end -->";
  expect(replaceBetween("generated", `a\n${start}\nold\n${end}\nb`, "new", "x.md")).toBe(
    `a\n${start}\n\nnew\n\n${end}\nb`,
  );
  for (const text of ["", start, end, `${end}${start}`, `${start}${start}${end}`, `${start}${end}${end}`]) {
    expect(() => replaceBetween("generated", text, "new", "x.md"), text).toThrow("x.md must hold");
  }
});

test("every action has its verb and every verb its action", () => {
  const folders = readdirSync(join(REPOSITORY, "actions"), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  expect(folders.map(({ name }) => name).sort()).toEqual(commands.map(({ name }) => name).sort());
});

describe.each(commands.map((command) => [command.name, command] as const))("%s", (name, command) => {
  test("action.yml says what the definition says, and its entry is built", async () => {
    const manifest = await readActionManifest(name);
    const inputs = [...manifest.inputs].map(([input, { required, default: text }]) => [input, required, text]);
    const defined = Object.entries(allInputs(command)).map(([input, { required, actionDefault, defaultText }]) => [
      input,
      required,
      actionDefault ?? defaultText,
    ]);
    expect(inputs).toEqual(defined);
    expect(manifest.outputs).toEqual(allOutputs(command).map(([output]) => output));
    expect(manifest.main).toBe(join(REPOSITORY, "dist", `${name}.js`));
    expect(existsSync(manifest.main)).toBe(true);
  });

  test("names are in kebab case, nothing goes without a description, every default is allowed", () => {
    for (const [input, definition] of Object.entries(allInputs(command))) {
      expect(input).toMatch(KEBAB_CASE);
      expect(["help", "json", "quiet"]).not.toContain(input);
      expect(definition.description, input).toMatch(/[.)]$/);
      if (definition.defaultText !== undefined) definition.parse(definition.defaultText);
      expect(definition.type !== "secret" || definition.environment !== undefined, input).toBe(true);
    }
    for (const [output, description] of allOutputs(command)) {
      expect(output).toMatch(KEBAB_CASE);
      expect(description, output).toMatch(/\.$/);
    }
    expect(command.summary.length).toBeLessThanOrEqual(LONGEST_DESCRIPTION);
    expect(command.triggers.length).toBeGreaterThan(0);
  });

  test("the README has every section, and the entry is three lines", () => {
    const titles = [...read(`actions/${name}/README.md`).matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    expect(titles).toEqual(README_SECTIONS);
    const lines = read(`actions/${name}/index.ts`)
      .split("\n")
      .filter((line) => line !== "");
    expect(lines).toHaveLength(3);
    expect(lines[2]).toMatch(/^await runAction\(\w+, adapters\);$/);
  });

  test("an input that it does not know fails the built step, every output set", async () => {
    const run = await runAction(name, { inputs: { canddate: "x" } });
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toMatch(new RegExp(`^Airworthy ${name} \\d`, "m"));
    expect(run.annotations[0]?.message).toContain("canddate: unknown input");
    expect(Object.keys(run.outputs).sort()).toEqual(
      allOutputs(command)
        .map(([output]) => output)
        .sort(),
    );
    expect(run.outputs["verdict"]).toBe("error");
    expect(run.outputs["reason-code"]).toBe("bad-input");
    expect(run.summary).toContain("cannot start");
    expect(run.environmentWrites).toBe("");
    expect(run.stderr).toBe("");
  });
});
