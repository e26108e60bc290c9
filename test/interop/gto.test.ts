import fc from "fast-check";
import { expect, test } from "vitest";
import { candidate } from "../../packages/promotion/fixtures/example.ts";
import type { Candidate } from "../../packages/promotion/src/decide/facts.ts";
import { readRegistry } from "../../packages/promotion/src/records/read-registry.ts";
import { emptyModel, type RegistryModel, type TagFact } from "../../packages/promotion/src/records/registry.ts";
import { tagsFor } from "../../packages/promotion/src/records/tags-for.ts";
import { conforms } from "../harness/conforms.ts";
import { createGitFolder, type GitFolder } from "../harness/git-repository.ts";
import { gto, gtoHistory, gtoShow, gtoVersion, makeTags, readTags } from "./gto/gto-registry.ts";

type Shown = Awaited<ReturnType<typeof gtoShow>>;

/** What we read of a model, as `gto show` would say it. */
function shownOf({ versions, stages, isDeprecated }: RegistryModel, all: readonly string[]): Shown[string] {
  const latest = versions.find(({ isActive }) => isActive);
  const has = new Map(stages.map(({ stage, version, commit }) => [stage, version === null ? commit : `v${version}`]));
  return {
    version: latest === undefined ? null : `v${latest.version}`,
    stage: Object.fromEntries(all.map((stage) => [stage, has.get(stage) ?? null])),
    registered: true,
    active: !isDeprecated,
  };
}

async function expectSame(repository: GitFolder): Promise<void> {
  const [shown, history] = [await gtoShow(repository.path), await gtoHistory(repository.path)];
  const registry = readRegistry(readTags(repository));
  const stages = Object.keys(Object.values(shown)[0]?.stage ?? {});
  const active = [...registry.values()].filter(({ isDeprecated }) => !isDeprecated);
  expect(Object.fromEntries(active.map((model) => [model.name, shownOf(model, stages)]))).toEqual(shown);
  for (const model of registry.values()) {
    const theirs = history.filter(({ artifact }) => artifact === model.name).reverse();
    const ours = model.history.map(({ tag, event, commit }) => ({ ref: tag, event, commit }));
    expect(ours).toEqual(theirs.map(({ ref, event, commit }) => ({ ref, event, commit })));
  }
  conforms({
    area: "Records and promotions",
    claim: "models, stages, versions and events of tags that either wrote",
    peer: "GTO",
    version: await gtoVersion(),
    cases: Object.keys(shown).length + history.length,
  });
}

/** Records that a stage has a package, and reads again what is recorded. */
async function move(repository: GitFolder, kind: "promote" | "rollback", of: Candidate, stage: string, second: number) {
  const model = readRegistry(readTags(repository)).get(of.name) ?? emptyModel(of.name);
  const on = new Date(Date.UTC(2026, 2, 2, 10, 0, second)).toISOString();
  const { digest, version, commit } = of;
  const change = { stage, version: { digest, version }, commit, move: kind, by: "@ann", on } as const;
  await makeTags(repository, tagsFor(model, { ...change, request: null, reason: "", evidence: [] }));
}

test("GTO shows what promotions and rollbacks recorded: the same stages, versions and history", async () => {
  await using repository = await createGitFolder();
  const [first, second, third] = await Promise.all(
    ["1.0.0", "1.1.0-rc.1", "1.1.0"].map(async (version, index) => ({
      ...candidate(version, String(index)),
      name: "acme/models:ranker",
      commit: await repository.commit({ model: version }, index),
    })),
  );
  if (first === undefined || second === undefined || third === undefined) expect.unreachable();
  await move(repository, "promote", first, "staging", 1);
  await move(repository, "promote", first, "production", 1);
  await move(repository, "promote", second, "staging", 2);
  await move(repository, "promote", third, "staging", 3);
  await move(repository, "promote", third, "production", 3);
  await expectSame(repository);
  // What `gto show` sorts by time, this sorts by version: both are to say the same.
  const which = () => gto(repository.path, "show", `${first.name}#production`, "--json");
  expect(JSON.parse(await which())).toMatchObject([{ version: "v1.1.0" }]);
  await move(repository, "rollback", first, "production", 3);
  await expectSame(repository);
  expect(JSON.parse(await which())).toMatchObject([{ version: "v1.0.0" }]);
});

test("what GTO itself recorded is read, and bound to no package", async () => {
  await using repository = await createGitFolder();
  await repository.commit({ model: "1" }, 0);
  await gto(repository.path, "register", "ranker", "--version", "v1.0.0");
  await gto(repository.path, "assign", "ranker", "--stage", "dev");
  await expectSame(repository);
  const model = readRegistry(readTags(repository)).get("ranker");
  expect(model?.stages).toMatchObject([
    { stage: "dev", version: "1.0.0", digest: null, move: null, tag: "ranker#dev#1" },
  ]);
});

/** Something that is done to a model's version, of those that GTO can read. */
interface Step {
  readonly kind: "register" | "deregister" | "assign" | "unassign" | "deprecate";
  readonly version: number;
  readonly stage: string;
  readonly isSimple: boolean;
}

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom<Step["kind"][]>(
      "register",
      "register",
      "assign",
      "assign",
      "assign",
      "unassign",
      "deregister",
      "deprecate",
    ),
    version: fc.nat({ max: 2 }),
    stage: fc.constantFrom("dev", "prod"),
    isSimple: fc.boolean(),
  }),
  { minLength: 1, maxLength: 9 },
);

/** The tags of a model after such steps, a second apart; what GTO would refuse to make is left out. */
function tagsOf(name: string, given: readonly Step[], commits: readonly string[]): readonly TagFact[] {
  const tags = new Map<string, TagFact>();
  for (const [index, { kind, version, stage, isSimple }] of given.entries()) {
    const number = `v${version + 1}.0.0${version === 1 ? "-rc.1" : ""}`;
    const isRegistered = tags.has(`${name}@${number}`);
    if (kind === "register" ? isRegistered : kind !== "deprecate" && !isRegistered) continue;
    const [tag, isFixed] = {
      register: [`${name}@${number}`, true] as const,
      deregister: [`${name}@${number}!`, true] as const,
      assign: [`${name}#${stage}`, isSimple] as const,
      unassign: [`${name}#${stage}!`, isSimple] as const,
      deprecate: [`${name}@deprecated`, isSimple] as const,
    }[kind];
    const full = isFixed ? tag : `${tag}#${index + 1}`;
    if (tags.has(full)) continue;
    const on = new Date(Date.UTC(2026, 2, 2, 10, 0, index)).toISOString();
    tags.set(full, { name: full, commit: commits[version] ?? "", on, message: `step ${index}` });
  }
  return [...tags.values()];
}

test("of any tags GTO and we read the same", async () => {
  await using repository = await createGitFolder();
  const commits: string[] = [];
  for (let index = 0; index < 3; index++) commits.push(await repository.commit({ model: String(index) }, index));
  const models = fc.sample(steps, { seed: 20260302, numRuns: 60 });
  await makeTags(
    repository,
    models.flatMap((given, index) => tagsOf(`model-${index}`, given, commits)),
  );
  expect(readRegistry(readTags(repository)).size).toBeGreaterThan(40);
  await expectSame(repository);
});
