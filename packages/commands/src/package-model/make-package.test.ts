import { writeFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createStatement, formatStatement } from "@airworthy/evidence";
import type { Ports } from "@airworthy/runtime";
import { describe, expect, test } from "vitest";
import { modelWorkspace } from "../../../../test/harness/model-workspace.ts";

type Workspace = Awaited<ReturnType<typeof modelWorkspace>>;

/** What stands in a layout under each name. */
async function attached(space: Workspace, layout: string): Promise<readonly (readonly [string, string])[]> {
  const read = (path: string) => readFile(join(space.folder, layout, path), "utf8");
  const blob = (digest: string) => read(`blobs/${digest.replace(":", "/")}`);
  const { manifests } = JSON.parse(await read("index.json"));
  const found: (readonly [string, string])[] = [];
  for (const { digest, annotations } of manifests.slice(1)) {
    const { layers } = JSON.parse(await blob(digest));
    found.push([annotations["dev.airworthy.name"], await blob(layers[0].digest)]);
  }
  return found;
}

describe("evidence that goes along", () => {
  function seen(sha256: string, times: number): string {
    const subject = { name: "acme/m@1.0.0", digest: { sha256 } };
    return formatStatement(createStatement(subject, "https://example.org/seen/v1", { times }));
  }

  test("two files of one name are refused before anything is made: one would be lost", async () => {
    await using space = await modelWorkspace();
    const { outputs } = await space.run({ output: "first" });
    await space.write("a/seen.json", seen(outputs.digest.slice(7), 1));
    await space.write("b/seen.json", seen(outputs.digest.slice(7), 2));
    const evidence = ["a/*.json", "b/*.json"];
    await expect(space.run({ output: "second", evidence })).rejects.toThrow(
      `evidence: ${join("a", "seen.json")} and ${join("b", "seen.json")} have the same file name`,
    );
    expect(await readdir(space.folder)).not.toContain("second");
  });

  test("what an earlier run of this verb said gives way to what this one says", async () => {
    await using space = await modelWorkspace();
    const first = await space.run({ output: "out" });
    for (const { name, statement } of first.evidence) await space.write(`old/${name}`, formatStatement(statement));
    await space.write("old/seen.json", seen(first.outputs.digest.slice(7), 1));
    const now = () => new Date("2027-01-01T00:00:00Z");
    const second = await space.run({ output: "out", evidence: ["old/*.json"] }, { now });
    const found = await attached(space, "out");
    expect(new Set(found.map(([name]) => name)).size).toBe(found.length);
    const texts = new Map(found);
    expect(texts.get("seen.json")).toBe(seen(first.outputs.digest.slice(7), 1));
    for (const { name, statement } of second.evidence) expect(texts.get(name)).toBe(formatStatement(statement));
    expect(texts.get("package-model.acme+m-1.0.0.json")).toContain("2027-01-01");
  });
});

describe("packing a second time in other surroundings", () => {
  test("another file by then is another digest: the verdict is fail, it is named, and nothing is packaged", async () => {
    await using space = await modelWorkspace();
    const weights = join(space.folder, "model", "weights.dat");
    const progress: Ports["progress"] = (title) => ({
      advance: () => undefined,
      // By then the first packing has stored all files.
      finish: () => (title === "Hash and store" ? writeFileSync(weights, "weighus") : undefined),
    });
    const outcome = await space.run({ output: "out", "check-reproducible": true }, { progress });
    expect(outcome).toMatchObject({ verdict: "fail", reasonCode: "not-reproducible", outputs: { digest: "" } });
    expect(JSON.stringify(outcome.summary)).toContain("weights.dat");
    expect(await readdir(space.folder)).toEqual(["model"]);
  });

  test("reads anew what the model's files say of it", async () => {
    const header = '{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}';
    const length = String.fromCharCode(header.length) + "\0".repeat(7);
    await using space = await modelWorkspace([["model.safetensors", `${length}${header}${"\0".repeat(8)}`]]);
    await space.write("airworthy.yml", "model:\n  metadata:\n    family: configured\n");
    expect(await space.run({ "check-reproducible": true })).toMatchObject({ verdict: "pass" });
  });
});
