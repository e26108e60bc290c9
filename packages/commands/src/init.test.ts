import { mkdir, mkdtempDisposable, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { UserError } from "@airworthy/evidence";
import type { InputValues } from "@airworthy/runtime";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { silentPorts } from "../../../test/harness/silent-ports.ts";
import { readTemplates } from "./init/templates.ts";
import { init } from "./init.ts";

type Inputs = InputValues<typeof init.inputs>;

const DEFAULTS: Inputs = {
  flavour: "node",
  directory: ".",
  model: "churn",
  owner: "@ann",
  "dry-run": false,
  overwrite: false,
};
const NODE_FILES = [
  ".airworthy/checklist.yml",
  ".github/CODEOWNERS",
  ".github/ISSUE_TEMPLATE/model-feedback.yml",
  ".github/workflows/collect-feedback.yml",
  ".github/workflows/gate-model.yml",
  ".github/workflows/promote-model.yml",
  ".github/workflows/release-model.yml",
  ".github/workflows/report-model.yml",
  ".github/workflows/watch-canary.yml",
  ".github/zizmor.yml",
  "airworthy.yml",
  "model/messages.jsonl",
  "model/predict.mjs",
  "model/prepare.sh",
  "model/write-predictions.mjs",
  "tests/behavior.yml",
];

let space: AsyncDisposable & { readonly path: string };
beforeEach(async () => {
  space = await mkdtempDisposable(join(tmpdir(), "airworthy-init-"));
});
afterEach(() => space[Symbol.asyncDispose]());

function begin(given: Partial<Inputs> = {}) {
  return init.run({ ...DEFAULTS, ...given }, silentPorts(space.path));
}

async function put(path: string, text = "theirs\n"): Promise<void> {
  await mkdir(dirname(join(space.path, path)), { recursive: true });
  await writeFile(join(space.path, path), text);
}

function read(path: string): Promise<string> {
  return readFile(join(space.path, path), "utf8");
}

/** Every file of the folder, whatever its name. */
async function files(): Promise<string[]> {
  const found = await readdir(space.path, { recursive: true, withFileTypes: true });
  const paths = found.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
  return paths.map((path) => path.slice(space.path.length + 1).replaceAll("\\", "/")).sort();
}

describe("an empty folder", () => {
  test("gets every file, filled in, and nothing else", async () => {
    const outcome = await begin();
    expect(outcome).toMatchObject({ verdict: "pass", reasonCode: "written", headline: "16 files created" });
    expect(outcome.outputs.created.split("\n")).toEqual(NODE_FILES);
    expect(await files()).toEqual(NODE_FILES);
    for (const path of NODE_FILES) expect(await read(path), path).not.toMatch(/my-model|@your--login/);
    expect(await read(".github/workflows/watch-canary.yml")).toContain("rollout: churn\n");
    expect(await read(".github/CODEOWNERS")).toMatch(/^\/baseline\/ +@ann$/m);
  });

  test("has nothing written to it by a dry run, which says the same", async () => {
    const dry = await begin({ "dry-run": true });
    expect(dry).toMatchObject({ verdict: "pass", reasonCode: "dry-run" });
    expect(await files()).toEqual([]);
    expect((await begin()).outputs).toEqual(dry.outputs);
  });

  test("is told of as no repository, until git is there", async () => {
    const told = async () => JSON.stringify((await begin({ "dry-run": true })).summary);
    expect(await told()).toContain("This folder has no .git");
    await mkdir(join(space.path, ".git"));
    expect(await told()).not.toContain(".git,");
    // A further working tree of git's has a file there.
    await rm(join(space.path, ".git"), { recursive: true });
    await put(".git", "gitdir: elsewhere\n");
    expect(await told()).not.toContain(".git,");
  });

  test("is named after itself, and belongs to nobody, where nothing is said", async () => {
    const folder = join(space.path, "Churn Model");
    await mkdir(folder);
    const outcome = await begin({ directory: "Churn Model", flavour: undefined, model: undefined, owner: undefined });
    expect(outcome.outputs).toMatchObject({ flavour: "generic", model: "churn-model" });
    expect(JSON.stringify(outcome.summary)).toContain("Put a login in the place of ");
  });
});

describe("twice", () => {
  test("leaves everything as it is, also without what was said the first time", async () => {
    await put("package.json", "{}");
    await begin({ flavour: "sklearn" });
    for (const given of [{ flavour: "sklearn" } as const, { flavour: undefined, model: undefined, owner: undefined }]) {
      const again = await begin(given);
      expect(again).toMatchObject({
        verdict: "pass",
        reasonCode: "unchanged",
        headline: "Nothing to write: all 15 files are there",
      });
    }
  });

  test("writes what is missing, and that alone", async () => {
    await begin();
    await rm(join(space.path, "airworthy.yml"));
    const { outputs, reasonCode } = await begin();
    expect(reasonCode).toBe("written");
    expect(outputs).toMatchObject({ created: "airworthy.yml", kept: "" });
  });
});

describe("a file that says something else", () => {
  test("is kept, and the rest is written", async () => {
    await put("airworthy.yml");
    const outcome = await begin();
    expect(outcome).toMatchObject({ verdict: "warn", reasonCode: "kept", outputs: { kept: "airworthy.yml" } });
    expect(await read("airworthy.yml")).toBe("theirs\n");
    expect(await files()).toEqual(NODE_FILES);
    // The file that would keep the answers is not ours.
    expect(JSON.stringify(outcome.summary)).toContain(
      "npx airworthy init --flavour node --model churn --owner @ann --overwrite",
    );
  });

  test("gives way to overwrite, and stays beside it", async () => {
    await put("airworthy.yml");
    const outcome = await begin({ overwrite: true });
    expect(outcome).toMatchObject({ verdict: "pass", reasonCode: "written", outputs: { replaced: "airworthy.yml" } });
    expect(await read("airworthy.yml")).toContain("name: churn");
    expect(await read("airworthy.yml.orig")).toBe("theirs\n");
  });

  test("is not kept beside over what is there: then nothing at all is written", async () => {
    await put("airworthy.yml");
    await put("airworthy.yml.orig", "older\n");
    await expect(begin({ overwrite: true })).rejects.toThrow("airworthy.yml.orig is there already");
    expect(await files()).toEqual(["airworthy.yml", "airworthy.yml.orig"]);
    expect(await read("airworthy.yml.orig")).toBe("older\n");
  });

  test("is the same with Windows' ends of lines", async () => {
    await begin();
    await put("model/prepare.sh", (await read("model/prepare.sh")).replaceAll("\n", "\r\n"));
    expect((await begin()).reasonCode).toBe("unchanged");
  });
});

test.each([
  [".github/CODEOWNERS", "CODEOWNERS"],
  [".github/CODEOWNERS", "docs/CODEOWNERS"],
  [".github/workflows/gate-model.yml", ".github/workflows/gate-model.yaml"],
])(
  "%s is not written where there is %s, which it would take the place of, not even by overwrite",
  async (path, other) => {
    await put(other);
    const outcome = await begin({ overwrite: true });
    expect(outcome).toMatchObject({ verdict: "warn", outputs: { kept: path, replaced: "" } });
    expect(await files()).toEqual([...NODE_FILES.filter((file) => file !== path), other].sort());
  },
);

describe("what is in the way is refused before anything is written", () => {
  const refused = async (message: string) => {
    const before = await files();
    for (const overwrite of [false, true]) {
      const ended = begin({ overwrite });
      await expect(ended).rejects.toThrow(UserError);
      await expect(ended).rejects.toThrow(message);
    }
    expect(await files()).toEqual(before);
  };

  test("a folder in the place of a file", async () => {
    await mkdir(join(space.path, "airworthy.yml"));
    await refused("airworthy.yml is a folder; a file is needed there");
  });

  test("a file in the place of a folder", async () => {
    await put("model");
    await refused("model is a file; a folder is needed there");
  });

  test("what is no text", async () => {
    await writeFile(join(space.path, "airworthy.yml"), Buffer.from([0xff, 0xfe, 0x00]));
    await refused("airworthy.yml is not UTF-8");
  });

  test("what is too large to be written by hand", async () => {
    await put("tests/behavior.yml", "x".repeat(1024 * 1024 + 1));
    await refused("tests/behavior.yml has 1048577 bytes; at most 1048576 are allowed");
  });

  test.skipIf(process.platform === "win32")("a link, to a file or a folder, wherever it leads", async () => {
    await using elsewhere = await mkdtempDisposable(join(tmpdir(), "airworthy-elsewhere-"));
    await writeFile(join(elsewhere.path, "target"), "theirs\n");
    for (const [link, to] of [
      ["airworthy.yml", "target"],
      [".github", "."],
      ["model", "nowhere"],
    ] as const) {
      await symlink(join(elsewhere.path, to), join(space.path, link));
      await refused(`${link} is a link or a device`);
      await rm(join(space.path, link));
    }
    expect(await readdir(elsewhere.path)).toEqual(["target"]);
  });

  test("a name that is none", async () => {
    await expect(begin({ model: "../x" })).rejects.toThrow('model: "../x" was given');
    await expect(begin({ owner: "ann" })).rejects.toThrow('owner: "ann" was given');
    await expect(begin({ directory: "nowhere" })).rejects.toThrow("directory: nowhere is no folder");
    await put("file");
    await expect(begin({ directory: "file" })).rejects.toThrow("directory: file is no folder");
    expect(await files()).toEqual(["file"]);
  });
});

test("every template belongs to a flavour or to all, and the default checklist and issue form are the shipped ones", async () => {
  const templates = await readTemplates();
  const layers = new Set([...templates.keys()].filter((path) => path.includes("/")).map((path) => path.split("/")[0]));
  expect([...layers].sort()).toEqual(["generic", "messages", "mlflow", "node", "shared", "sklearn"]);
  const packages = join(import.meta.dirname, "..", "..");
  const shipped = (path: string) => readFile(join(packages, path), "utf8");
  expect(templates.get("shared/.airworthy/checklist.yml")).toBe(await shipped("governance/checklist.yml"));
  expect(templates.get("shared/.github/ISSUE_TEMPLATE/model-feedback.yml")).toBe(
    await shipped("feedback/issue-form.yml"),
  );
});
