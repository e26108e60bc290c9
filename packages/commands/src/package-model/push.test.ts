import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { modelWorkspace } from "../../../../test/harness/model-workspace.ts";
import { startRegistry } from "../../../../test/harness/registry/index.ts";

const MANY = Array.from({ length: 100 }, (_, index) => [`part-${index}.txt`, `${index}\n`.repeat(50)] as const);

test("what is pushed and written to a layout is one package, and the tag comes when all is there", async () => {
  await using registry = await startRegistry();
  await using space = await modelWorkspace();
  const { outputs } = await space.run({ push: `${registry.host}/acme/m`, output: "out" });
  const { manifests } = JSON.parse(await readFile(join(space.folder, "out", "index.json"), "utf8"));
  const digests = manifests.map(({ digest }: { digest: string }) => digest);
  expect(digests[0]).toBe(outputs.digest);
  expect([...registry.state.tags]).toEqual([["acme/m 1.0.0", outputs.digest]]);
  expect([...registry.state.manifests.keys()].toSorted()).toEqual(
    digests.map((digest: string) => `acme/m ${digest}`).toSorted(),
  );
  expect(registry.requests.at(-1)).toMatchObject({ line: "PUT /v2/acme/m/manifests/1.0.0", status: 201 });
});

test("a second run of the same model succeeds, and the tag stays where it is", async () => {
  await using registry = await startRegistry();
  await using space = await modelWorkspace();
  const push = `${registry.host}/acme/m`;
  const first = await space.run({ push });
  registry.faults.push({ kind: "answer", status: 403, request: /^PUT .*manifests/ });
  await expect(space.run({ push })).rejects.toThrow("the registry answered 403");
  expect((await space.run({ push })).outputs).toEqual(first.outputs);
  expect([...registry.state.tags.values()]).toEqual([first.outputs.digest]);
});

test("a file of many that is refused is said in the registry's words; nothing goes on, and nothing is left", async () => {
  await using registry = await startRegistry();
  await using space = await modelWorkspace(MANY);
  registry.faults.push({ kind: "answer", status: 403, request: /^PUT .*blobs/ });
  const failing = space.run({ push: `${registry.host}/acme/m`, output: "out" });
  await expect(failing).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringMatching(/^pushing model\/part-\d+\.txt: the registry answered 403/),
  });
  const { length } = registry.requests;
  expect(length).toBeLessThan(MANY.length);
  expect(await readdir(space.folder)).toEqual(["model"]);
  // All connections are idle: a request under way would be answered before this one.
  await fetch(`${registry.url}/v2/`);
  expect(registry.requests).toHaveLength(length + 1);
});

test("a version that is another package in the registry already is refused, and stays what it was", async () => {
  await using registry = await startRegistry();
  await using space = await modelWorkspace();
  const push = `${registry.host}/acme/m`;
  const first = await space.run({ push });
  await space.write("model/weights.dat", "others!");
  await expect(space.run({ push })).rejects.toThrow(
    `push: 1.0.0 is another package in the registry, ${first.outputs.digest}`,
  );
  expect([...registry.state.tags.values()]).toEqual([first.outputs.digest]);
  expect((await space.run({ push, version: "1.0.1" })).verdict).toBe("pass");
});

test("what was half done before a push failed is no hindrance to the next", async () => {
  await using registry = await startRegistry();
  await using space = await modelWorkspace();
  const inputs = { push: `${registry.host}/acme/m`, output: "out" };
  registry.faults.push({ kind: "answer", status: 400, request: /^PUT .*manifests\/1\.0\.0/ });
  await expect(space.run(inputs)).rejects.toThrow("the registry answered 400");
  expect(registry.state.tags.size).toBe(0);
  const { outputs } = await space.run(inputs);
  expect([...registry.state.tags.values()]).toEqual([outputs.digest]);
});
