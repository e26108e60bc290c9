import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FIRST, SECOND } from "../../fixtures/example.ts";
import { modelRegistry } from "../../fixtures/model-registry.ts";
import { mirrorAlias, readAliases, removeAlias } from "./mirror-alias.ts";
import { checkModelName } from "./names.ts";

const MODEL = "ranker";
const ALIAS = "production";
const REFERENCE = `oci://ghcr.io/acme/ranker@${FIRST.digest}`;

function mirrored(
  { server }: Pick<ReturnType<typeof modelRegistry>, "server">,
  { digest, version } = FIRST,
  model = MODEL,
) {
  return mirrorAlias({ server, model, alias: ALIAS, version: { digest, version, source: null } });
}

describe("a stage's alias", () => {
  test("is set on a model and a version that are made for it, once", async () => {
    const registry = modelRegistry();
    const { server, told, models } = registry;
    const version = { digest: FIRST.digest, version: "1.0.0", source: REFERENCE };
    const place = { server, model: MODEL, alias: ALIAS };
    expect(await mirrorAlias({ ...place, version })).toEqual({
      model: MODEL,
      alias: ALIAS,
      version: "1",
      changed: true,
    });
    expect(models.get(MODEL)?.versions).toEqual([
      {
        version: "1",
        source: REFERENCE,
        tags: [
          { key: "airworthy.digest", value: FIRST.digest },
          { key: "airworthy.version", value: "1.0.0" },
          { key: "airworthy.source", value: REFERENCE },
        ],
      },
    ]);
    const sent = told.filter(({ repeatable }) => repeatable !== undefined);
    expect(sent.map(({ path, repeatable }) => [path, repeatable])).toEqual([
      ["registered-models/create", true],
      ["model-versions/create", false],
      ["registered-models/alias", true],
    ]);
  });

  test("stays untouched where it is right already", async () => {
    const registry = modelRegistry();
    await mirrored(registry);
    const before = registry.told.length;
    expect(await mirrored(registry)).toMatchObject({ version: "1", changed: false });
    expect(registry.paths().slice(before)).toEqual(["registered-models/get", "model-versions/search"]);
  });

  test("moves to another package, and back to the version that is there", async () => {
    const registry = modelRegistry();
    await mirrored(registry);
    expect(await mirrored(registry, SECOND)).toMatchObject({ version: "2", changed: true });
    expect(await mirrored(registry)).toMatchObject({ version: "1", changed: true });
    expect(registry.models.get(MODEL)?.versions).toHaveLength(2);
    expect(await readAliases(MODEL, registry.server)).toEqual([{ alias: ALIAS, version: "1" }]);
  });

  test("is taken away with the model left as it is, once", async () => {
    const registry = modelRegistry();
    const { server } = registry;
    await mirrored(registry);
    await mirrorAlias({ server, model: MODEL, alias: "staging", version: { ...SECOND, source: null } });
    const place = { server, model: MODEL, alias: ALIAS };
    expect(await removeAlias(place)).toEqual({ model: MODEL, alias: ALIAS, version: null, changed: true });
    expect(await removeAlias(place)).toMatchObject({ version: null, changed: false });
    expect(registry.paths().filter((path) => path.startsWith("DELETE"))).toHaveLength(1);
    expect(await readAliases(MODEL, server)).toEqual([{ alias: "staging", version: "2" }]);
    expect(await removeAlias({ ...place, model: "other" })).toMatchObject({ changed: false });
    expect(await readAliases("other", server)).toEqual([]);
  });
});

describe("of several versions with the digest", () => {
  const tags = [{ key: "airworthy.digest", value: FIRST.digest }];
  const versionsOf = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ version: String(at + 1), source: "x", tags }));

  test("the one that has the alias keeps it, else the lowest gets it, over all pages", async () => {
    const registry = modelRegistry();
    registry.models.set(MODEL, { aliases: new Map([[ALIAS, "11"]]), versions: versionsOf(11) });
    expect(await mirrored(registry)).toMatchObject({ version: "11", changed: false });
    registry.models.get(MODEL)?.aliases.clear();
    expect(await mirrored(registry)).toMatchObject({ version: "1", changed: true });
  });

  test("one that failed is none, and one of another model is none of ours", async () => {
    const registry = modelRegistry();
    const [version] = versionsOf(1);
    if (version === undefined) throw new Error("there is one");
    registry.models.set(MODEL, { aliases: new Map(), versions: [{ ...version, status: "FAILED_REGISTRATION" }] });
    expect(await mirrored(registry)).toMatchObject({ version: "2" });
    const name = '"it\'s"';
    expect(await mirrored(registry, FIRST, name)).toMatchObject({ version: "1", changed: true });
    expect(registry.models.get(name)?.versions).toHaveLength(1);
  });

  test("more than are worth looking at are refused", async () => {
    const page = { model_versions: [], next_page_token: "again" };
    const registry = modelRegistry({ "model-versions/search": page });
    await expect(mirrored(registry)).rejects.toThrow(`more than 5000 model versions with the digest ${FIRST.digest}`);
    expect(registry.models.get(MODEL)?.versions).toEqual([]);
  });
});

test("a model that somebody else makes meanwhile is taken", async () => {
  const found = { registered_model: { name: MODEL } };
  const registry = modelRegistry({ "registered-models/get": [null, found] });
  registry.models.set(MODEL, { aliases: new Map(), versions: [] });
  expect(await mirrored(registry)).toMatchObject({ version: "1", changed: true });
});

test("whatever a model is called, it is refused before anything is asked, or has the alias by exactly that name", async () => {
  const hostile = fc.oneof(
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.array(fc.constantFrom("'", '"', "\\", "`", " ", ";", "--", "a", "%", "OR name != 'b'", "😀"), { maxLength: 8 }),
    fc.constantFrom("__proto__", "constructor", "' OR '1' = '1", "..", "."),
  );
  await fc.assert(
    fc.asyncProperty(hostile, async (parts) => {
      const name = typeof parts === "string" ? parts : parts.join("");
      const registry = modelRegistry();
      await mirrored(registry, FIRST, "b");
      const before = registry.told.length;
      try {
        checkModelName(name);
      } catch {
        await expect(mirrored(registry, FIRST, name)).rejects.toThrow("cannot be a registered model in MLflow");
        expect(registry.told).toHaveLength(before);
        return;
      }
      expect(await mirrored(registry, FIRST, name)).toMatchObject({ model: name, version: "1" });
      expect(await mirrored(registry, FIRST, name)).toMatchObject({ changed: false });
      expect([...(registry.models.get(name)?.aliases ?? [])]).toEqual([[ALIAS, "1"]]);
    }),
  );
});

describe("what goes wrong", () => {
  test("is told with model, alias and the server's own words, and what mends it", async () => {
    const refusal = new UserError("https://mlflow.invalid answered 403: not you", { remedy: "Log in." });
    for (const path of ["registered-models/create", "model-versions/create", "registered-models/alias"]) {
      await expect(mirrored(modelRegistry({ [path]: refusal })), path).rejects.toThrow(
        expect.objectContaining({
          message: `The alias "production" of MLflow's model "ranker" could not be set: ${refusal.message}`,
          remedy: "Log in.",
        }),
      );
    }
    const registry = modelRegistry({ "DELETE registered-models/alias": refusal });
    await mirrored(registry);
    await expect(removeAlias({ server: registry.server, model: MODEL, alias: ALIAS })).rejects.toThrow(
      /"production" of .*"ranker" could not be removed: .*not you/,
    );
    await expect(readAliases(MODEL, modelRegistry({ "registered-models/get": refusal }).server)).rejects.toThrow(
      /aliases of .*"ranker" could not be read: .*not you/,
    );
  });

  test("an address without a registry is no registry without the model", async () => {
    const { server } = modelRegistry({ "registered-models/search": null });
    for (const work of [
      mirrored({ server }),
      removeAlias({ server, model: MODEL, alias: ALIAS }),
      readAliases(MODEL, server),
    ]) {
      await expect(work).rejects.toThrow("https://mlflow.invalid has no model registry of MLflow");
    }
  });

  test.each([
    ["registered-models/get", {}],
    ["registered-models/get", "hello"],
    ["registered-models/get", { registered_model: { name: MODEL, aliases: [{ alias: ALIAS, version: "x" }] } }],
    ["model-versions/search", { model_versions: {} }],
    ["model-versions/search", null],
    ["model-versions/create", { model_version: { name: MODEL, version: "0" } }],
    ["model-versions/create", {}],
  ])("an answer to %s that is none of MLflow's is refused: %j", async (path, answer) => {
    const registry = modelRegistry({ [path]: answer });
    await expect(mirrored(registry)).rejects.toThrow(`what https://mlflow.invalid answered to ${path} is not valid`);
    expect(registry.paths()).not.toContain("registered-models/alias");
  });

  test("an answer about another model is refused, and so is a prompt", async () => {
    const other = { registered_model: { name: "Ranker" } };
    await expect(mirrored(modelRegistry({ "registered-models/get": other }))).rejects.toThrow(
      'is about the model "Ranker" rather than "ranker"',
    );
    const made = { model_version: { name: "Ranker", version: "1" } };
    await expect(mirrored(modelRegistry({ "model-versions/create": made }))).rejects.toThrow('rather than "ranker"');
    const prompt = { registered_model: { name: MODEL, tags: [{ key: "mlflow.prompt.is_prompt", value: "true" }] } };
    await expect(mirrored(modelRegistry({ "registered-models/get": prompt }))).rejects.toThrow("is a prompt in MLflow");
  });
});
