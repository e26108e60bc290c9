import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FIRST, MODEL, registryWith, SECOND, THIRD, tagsAfter } from "../../fixtures/example.ts";
import { type Binding, formatMessage, readBinding } from "./binding.ts";
import { readRegistry } from "./read-registry.ts";
import { aliasesOf, type TagFact } from "./registry.ts";
import { tagsFor } from "./tags-for.ts";

/** A tag as GTO makes it, so many seconds after another. */
function tag(name: string, digit: string, second: number): TagFact {
  const on = new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
  return { name, commit: digit.repeat(40), on, message: "by hand" };
}

/** What each stage has, by versions or the first digit of a commit. */
function stages(tags: readonly TagFact[]): Record<string, string> {
  const { stages: entries } = registryWith(tags);
  return Object.fromEntries(entries.map(({ stage, version, commit }) => [stage, version ?? commit.slice(0, 1)]));
}

describe("a stage has", () => {
  const versions = [tag(`${MODEL}@v1.0.0`, "1", 1), tag(`${MODEL}@v2.0.0`, "2", 2)];

  // Each answer is that of `gto show` (1.10.1) for such tags.
  test.each<readonly [readonly TagFact[], Record<string, string>]>([
    [[tag(`${MODEL}#prod#1`, "2", 3), tag(`${MODEL}#prod#2`, "1", 4)], { prod: "1.0.0" }],
    [
      [tag(`${MODEL}#prod#1`, "1", 3), tag(`${MODEL}#prod#2`, "2", 4), tag(`${MODEL}#prod!#3`, "2", 5)],
      { prod: "1.0.0" },
    ],
    [[tag(`${MODEL}#prod#1`, "1", 3), tag(`${MODEL}#prod!#2`, "1", 4)], {}],
    [[tag(`${MODEL}#prod`, "1", 3), tag(`${MODEL}#dev`, "2", 3)], { dev: "2.0.0", prod: "1.0.0" }],
    [[tag(`${MODEL}#prod#1`, "2", 3), tag(`${MODEL}@v2.0.0!`, "2", 4)], {}],
    [[tag(`${MODEL}#prod#1`, "7", 3)], { prod: "7" }],
  ])("what was assigned last and neither taken away nor deregistered: %#", (tags, expected) => {
    expect(stages([...versions, ...tags])).toEqual(expected);
  });
});

test("the order in which tags are read says nothing", () => {
  const tags = tagsAfter(["staging", FIRST], ["staging", SECOND], ["production", FIRST], ["production", SECOND]);
  fc.assert(
    fc.property(fc.shuffledSubarray([...tags], { minLength: tags.length }), (shuffled) => {
      expect(registryWith(shuffled)).toEqual(registryWith(tags));
    }),
    { numRuns: 50 },
  );
});

test("tags of ours bind versions and stages to packages; those that others made bind nothing", () => {
  const model = registryWith([...tagsAfter(["staging", FIRST]), tag(`${MODEL}#other#9`, "1", 9_000_000)]);
  expect(model.versions).toMatchObject([{ version: "1.0.0", digest: FIRST.digest, isActive: true }]);
  expect(model.stages.map(({ stage, digest }) => [stage, digest])).toEqual([
    ["other", null],
    ["staging", FIRST.digest],
  ]);
  expect(model.nextCount).toBe(10n);
});

test("two tags of one version that say different packages bind it to neither", () => {
  const [registration] = tagsAfter(["staging", FIRST]);
  if (registration === undefined) expect.unreachable();
  const other = {
    ...registration,
    name: `${registration.name}#5`,
    message: registration.message.replaceAll("1".repeat(64), "2".repeat(64)),
  };
  expect(registryWith([registration, other]).versions).toMatchObject([{ version: "1.0.0", digest: null }]);
});

test("aliases are the stages' names, and latest for the greatest version", () => {
  const model = registryWith(tagsAfter(["staging", FIRST], ["staging", THIRD], ["production", FIRST]));
  expect(aliasesOf(model)).toEqual([
    { alias: "production", version: "1.0.0", digest: FIRST.digest },
    { alias: "staging", version: "3.0.0", digest: THIRD.digest },
    { alias: "latest", version: "3.0.0", digest: THIRD.digest },
  ]);
});

test("a model is deprecated until something happens to it again, and hostile names are names", () => {
  const registry = readRegistry([
    tag("constructor@v1.0.0", "1", 1),
    tag("constructor@deprecated", "1", 2),
    tag("nonsense", "1", 3),
  ]);
  expect([...registry.keys()]).toEqual(["constructor"]);
  expect(registry.get("constructor")?.isDeprecated).toBe(true);
  expect(readRegistry([{ ...tag("a@v1.0.0", "1", 1), on: "never" }]).size).toBe(0);
});

describe("the next tags", () => {
  test("register a version once, assign the stage, and take it from what had it", () => {
    const names = (tags: readonly TagFact[]) => tags.map(({ name, commit }) => `${name} ${commit.slice(0, 1)}`);
    expect(names(tagsAfter(["staging", FIRST], ["staging", SECOND], ["production", SECOND]))).toEqual([
      `${MODEL}@v1.0.0 1`,
      `${MODEL}#staging#1 1`,
      `${MODEL}@v2.0.0 2`,
      `${MODEL}#staging#2 2`,
      `${MODEL}#staging!#3 1`,
      `${MODEL}#production#4 2`,
    ]);
  });

  test("come later than all before, by whole seconds, so that git's times order them", () => {
    const times = tagsAfter(["staging", FIRST], ["staging", SECOND]).map(({ on }) => on.slice(17, 19));
    expect(times).toEqual(["00", "00", "01", "01", "01"]);
  });

  test.each([
    [{ version: { ...SECOND, version: "1.0.0" }, commit: SECOND.commit }, /is of commit 1111/],
    [{ version: { ...SECOND, version: "1.0.0" }, commit: FIRST.commit }, /is bound to sha256:1111/],
    [{ version: SECOND, commit: FIRST.commit }, /has version 1.0.0 already/],
    [{ version: { ...SECOND, version: "2.0" }, commit: SECOND.commit }, /no semantic version/],
    [{ version: { ...SECOND, version: null }, commit: SECOND.commit }, /no version's number/],
  ])("are none where GTO could not read them: %#", (given, message) => {
    const model = registryWith(tagsAfter(["staging", FIRST]));
    const change = {
      stage: "staging",
      move: "promote",
      by: "@ann",
      on: "2026-03-02T10:00:00Z",
      request: null,
      reason: "",
      evidence: [],
    } as const;
    expect(() => tagsFor(model, { ...change, ...given })).toThrow(message);
  });
});

describe("a tag's message", () => {
  const binding: Binding = {
    digest: FIRST.digest,
    move: "promote",
    by: "@ann",
    request: null,
    reason: "",
    evidence: [],
  };

  test("is read as it was written, whatever the sentence says", () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ maxLength: 50 }), (sentence, reason) => {
        expect(readBinding(formatMessage(sentence, { ...binding, reason }))).toEqual({ ...binding, reason });
      }),
    );
    const forged = formatMessage("x", { ...binding, digest: SECOND.digest });
    expect(readBinding(formatMessage(`y\n${forged}`, binding))).toEqual(binding);
  });

  test("binds nothing where its line is wrong, or stands there twice", () => {
    const message = formatMessage("x", binding);
    for (const text of [
      "",
      "by hand",
      `${message}${message}`,
      message.replace("sha256:1", "sha256:X"),
      message.replace("{", "["),
      message.replace('"move"', '"more":1,"move"'),
    ]) {
      expect(readBinding(text), text).toBeNull();
    }
    expect(readBinding(`${message}-----BEGIN PGP SIGNATURE-----\n`)).toEqual(binding);
  });
});
