import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256, UserError } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import { draftLayout } from "./layout-draft.ts";
import { layoutFiles } from "./layout-reader.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { unfinishedName } from "./unfinished.ts";

function indexOf(content: string): string {
  return `{"manifests":[{"digest":"sha256:${sha256(content)}"}]}`;
}

async function publish(output: string, content: string, index = indexOf(content)): Promise<void> {
  await using draft = await draftLayout(output, "out");
  await writeFile(draft.incoming("0"), content);
  await draft.adopt("0", sha256(content));
  await draft.write("small");
  await draft.publish(index);
}

test("a published layout has its marker, its index and its blobs, and nothing else", async () => {
  await using folder = await temporaryFolder();
  const output = join(folder.path, "deep", "out");
  await publish(output, "weights");
  expect((await readdir(output, { recursive: true })).toSorted()).toEqual(
    [
      "blobs",
      join("blobs", "sha256"),
      join("blobs", "sha256", sha256("small")),
      join("blobs", "sha256", sha256("weights")),
      "index.json",
      "oci-layout",
    ].toSorted(),
  );
  expect(await readFile(join(output, "oci-layout"), "utf8")).toBe('{"imageLayoutVersion":"1.0.0"}');
  const files = layoutFiles(output, "out");
  expect(await files.index()).toBe(indexOf("weights"));
  expect(await files.blob(sha256("weights"))).toBe("weights");
  expect(await readdir(join(folder.path, "deep"))).toEqual(["out"]);
});

test("what is not published leaves nothing behind", async () => {
  await using folder = await temporaryFolder();
  {
    await using draft = await draftLayout(join(folder.path, "out"), "out");
    await writeFile(draft.incoming("0"), "half");
    expect(await readdir(folder.path)).not.toContain("out");
  }
  expect(await readdir(folder.path)).toEqual([]);
});

test("what a killed process left of the same package is removed, what a living one works on is not", async () => {
  await using folder = await temporaryFolder();
  const output = join(folder.path, "out");
  await using living = await draftLayout(output, "out");
  // An id that no process has: the largest that Linux gives is 4,194,304.
  const abandoned = unfinishedName("out").replace(/-\d+-(?=[^-]*$)/, "-999999999-");
  await mkdir(join(folder.path, abandoned, "incoming"), { recursive: true });
  await using _next = await draftLayout(output, "out");
  expect(await readdir(folder.path)).toHaveLength(2);
  expect(await readdir(folder.path)).not.toContain(abandoned);
  await writeFile(living.incoming("0"), "still there");
});

describe("where something stands already", () => {
  test("an empty folder is taken, also through a link", async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, "real"));
    await symlink(join(folder.path, "real"), join(folder.path, "out"), "junction");
    await publish(join(folder.path, "out"), "weights");
    expect(await readdir(join(folder.path, "real"))).toContain("index.json");
  });

  test("the same package is renewed: a damaged blob is whole again, other files stay", async () => {
    await using folder = await temporaryFolder();
    const output = join(folder.path, "out");
    const blob = join(output, "blobs", "sha256", sha256("weights"));
    await publish(output, "weights");
    await writeFile(blob, "damaged");
    await writeFile(join(output, "note"), "mine");
    await publish(output, "weights");
    expect(await readFile(blob, "utf8")).toBe("weights");
    expect(await readFile(join(output, "note"), "utf8")).toBe("mine");
    expect(await readdir(folder.path)).toEqual(["out"]);
  });

  test("of several who publish at once each finds it free or the same package, or hears of another", async () => {
    await using folder = await temporaryFolder();
    for (let round = 0; round < 20; round++) {
      const output = join(folder.path, String(round));
      const same = Array.from({ length: 3 }, () => publish(output, "weights"));
      await Promise.all(same);
      const outcomes = await Promise.allSettled(["others", "weights"].map((content) => publish(`${output}b`, content)));
      const failures = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [String(outcome.reason)] : []));
      expect(failures).toEqual(["UserError: the output out holds another package"]);
    }
  });

  test("another package is refused and not touched", async () => {
    await using folder = await temporaryFolder();
    const output = join(folder.path, "out");
    await publish(output, "weights");
    await expect(publish(output, "others")).rejects.toThrow("the output out holds another package");
    expect(await layoutFiles(output, "out").index()).toBe(indexOf("weights"));
    expect(await readdir(folder.path)).toEqual(["out"]);
  });

  test("anything else is refused before any work", async () => {
    await using folder = await temporaryFolder();
    const output = join(folder.path, "out");
    await mkdir(output);
    await writeFile(join(output, "thesis.tex"), "years of work");
    await expect(draftLayout(output, "out")).rejects.toThrow("the output out is there already and is no package");
    await expect(draftLayout(join(output, "thesis.tex"), "out")).rejects.toBeInstanceOf(UserError);
    expect(await readdir(folder.path)).toEqual(["out"]);
  });
});
