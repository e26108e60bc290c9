import { mkdir, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { UserError } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";
import { listFiles } from "./walk.ts";

const signal = new AbortController().signal;
const options = { shown: "model", exclude: [], ignore: [], signal };

async function folderOf(files: Readonly<Record<string, string>>) {
  const folder = await temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(folder.path, path, ".."), { recursive: true });
    await writeFile(join(folder.path, path), content);
  }
  return folder;
}

async function problem(root: string): Promise<string> {
  try {
    await listFiles(root, options);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error instanceof Error ? error.message : "";
  }
  return "no problem";
}

test("files of all folders come in the order of their paths' code points, with slashes and sizes", async () => {
  await using folder = await folderOf({
    "b/z": "1",
    "b-a": "22",
    "b/a/deep": "",
    "\u{1d4b3}": "x",
    "\ufff0": "x",
    a: "",
  });
  const files = await listFiles(folder.path, options);
  expect(files.map(({ path, size }) => [path, size])).toEqual([
    ["a", 0],
    ["b-a", 2],
    ["b/a/deep", 0],
    ["b/z", 1],
    ["\ufff0", 1],
    ["\u{1d4b3}", 1],
  ]);
});

async function expectNames(names: readonly string[]): Promise<void> {
  await using folder = await folderOf({});
  for (const name of names) await writeFile(join(folder.path, name), "x");
  const files = await listFiles(folder.path, options);
  expect(files.map(({ path }) => path).toSorted()).toEqual(names.toSorted());
}

test("names that look like JavaScript's own, and names with spaces, are names", async () => {
  await expectNames(["__proto__", "constructor", "toString", "a b.txt", "\u65e5\u672c"]);
});

// Other systems' file systems may take the two names for one.
test.runIf(process.platform === "linux")(
  "names that differ in composition or case only stay apart, as they are",
  async () => {
    await expectNames(["caf\u00e9", "cafe\u0301", "readme", "README"]);
  },
);

test("a single file is a model of one file, called by its name", async () => {
  await using folder = await folderOf({ "model.onnx": "abc" });
  const [file, ...others] = await listFiles(join(folder.path, "model.onnx"), options);
  expect(file).toMatchObject({ path: "model.onnx", size: 3 });
  expect(others).toEqual([]);
});

describe("what is left out", () => {
  const files = { ".git/config": "x", "sub/.git": "kept", "logs/a": "x", "logs/b": "x", "weights.bin": "x" };

  test("ignored paths need not be there, and are meant from the top", async () => {
    await using folder = await folderOf(files);
    const found = await listFiles(folder.path, { ...options, ignore: [".git", ".github"], exclude: ["logs"] });
    expect(found.map(({ path }) => path)).toEqual(["sub/.git", "weights.bin"]);
  });

  test("an excluded path that is not there is an error: it may be a secret's name, mistyped", async () => {
    await using folder = await folderOf(files);
    await expect(listFiles(folder.path, { ...options, exclude: ["log"] })).rejects.toThrow(
      "model has no log to exclude",
    );
    const single = join(folder.path, "weights.bin");
    await expect(listFiles(single, { ...options, exclude: ["logs"] })).rejects.toThrow("has no logs to exclude");
  });

  test("excluding everything leaves nothing to package", async () => {
    await using folder = await folderOf({ a: "x" });
    await expect(listFiles(folder.path, { ...options, exclude: ["a"] })).rejects.toThrow("holds no files");
  });
});

describe("what a package cannot hold is a UserError that names it", () => {
  test("a symbolic link to a file, to a folder, to nothing, and the model being one", async () => {
    await using folder = await folderOf({ "sub/a": "x" });
    for (const target of ["sub/a", "sub", "nowhere"]) {
      await using linked = await folderOf({ real: "x" });
      await symlink(join(folder.path, target), join(linked.path, "link"));
      expect(await problem(linked.path)).toContain("model/link is a symbolic link");
      expect(await problem(join(linked.path, "link"))).toContain("model is a symbolic link");
    }
  });

  test.skipIf(process.platform === "win32")("a socket", async () => {
    await using folder = await folderOf({ a: "x" });
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(folder.path, "socket"), resolve));
    expect(await problem(folder.path)).toContain("model/socket is neither a file nor a folder");
    await new Promise((resolve) => server.close(resolve));
  });

  test.skipIf(process.platform === "win32")("names with a line feed or a backslash", async () => {
    for (const name of ["a\nb", "a\\b", "\u001b[2J"]) {
      await using folder = await folderOf({ [name]: "x" });
      expect(await problem(folder.path)).toBe(
        `model: the file name ${JSON.stringify(name)} holds a control character or a backslash, which not every system can unpack`,
      );
    }
  });

  test.runIf(process.platform === "linux")("a name that is not UTF-8", async () => {
    await using folder = await folderOf({ a: "x" });
    await writeFile(Buffer.concat([Buffer.from(`${folder.path}/`), Buffer.from([0x66, 0xff])]), "x");
    expect(await problem(folder.path)).toContain("is not valid UTF-8");
  });

  test("no folder, an empty one, and one of empty folders", async () => {
    await using folder = await temporaryFolder();
    expect(await problem(join(folder.path, "none"))).toBe("cannot read model: there is no such file or folder");
    expect(await problem(folder.path)).toContain("holds no files");
    await mkdir(join(folder.path, "empty"));
    expect(await problem(folder.path)).toContain("holds no files");
  });
});

test("an interruption stops the walk", async () => {
  await using folder = await folderOf({ a: "x" });
  const aborted = AbortSignal.abort(new Error("interrupted"));
  await expect(listFiles(folder.path, { ...options, signal: aborted })).rejects.toThrow("interrupted");
});
