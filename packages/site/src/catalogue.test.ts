import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { catalogueOf } from "./catalogue.ts";
import { exampleEvidence, exampleMetric, exampleRef, exampleRun, exampleSite } from "./example-site.ts";

const labels = (runs: Parameters<typeof exampleRun>[]) =>
  catalogueOf(exampleSite({ runs: runs.map((run) => exampleRun(...run)) }))[0]?.versions.map(({ label }) => label);

describe("a model's versions", () => {
  test("are in the order in which something was last found of them, newest first", () => {
    expect(
      labels([
        ["2.0.0", 1],
        ["1.0.0", 2],
        ["3.0.0", 3],
        ["2.0.0", 4],
      ]),
    ).toEqual(["2.0.0", "3.0.0", "1.0.0"]);
  });

  test("of one moment are in the order of their numbers", () => {
    expect(
      labels([
        ["1.9.0", 1],
        ["1.10.0", 1],
        ["1.2.0", 1],
      ]),
    ).toEqual(["1.10.0", "1.9.0", "1.2.0"]);
  });

  test("are told apart by their digests, each with a page of its own", () => {
    const first = exampleRef("1.0.0");
    // The same version and the same first digits: someone tried to take the other's page.
    const second = { ...first, sha256: first.sha256.slice(0, 12) + "0".repeat(52) };
    const runs = [exampleRun("1.0.0", 1), exampleRun("1.0.0", 2, { candidate: second })];
    const [model] = catalogueOf(exampleSite({ runs }));
    expect(new Set(model?.versions.map(({ folder }) => folder)).size).toBe(2);
  });

  test("keep their pages apart where one has no version and another is called so", () => {
    const sha256 = "a".repeat(64);
    const other = `${"a".repeat(12)}${"b".repeat(52)}`;
    const refs = [null, "unnamed", ""].flatMap((version) => [
      { ...exampleRef(version), sha256 },
      { ...exampleRef(version), sha256: other },
    ]);
    const [model] = catalogueOf(exampleSite({ runs: refs.map((candidate) => exampleRun("", 1, { candidate })) }));
    expect(new Set(model?.versions.map(({ folder }) => folder)).size).toBe(refs.length);
    expect(model?.versions.filter(({ label }) => label === "a".repeat(12))).toHaveLength(4);
  });

  test("the latest is the newest that is more than proposed", () => {
    for (const line of ["pull/7", null]) {
      const runs = [exampleRun("1.0.0", 1), exampleRun("1.1.0", 2, { line })];
      expect(catalogueOf(exampleSite({ runs }))[0]?.latest.label).toBe("1.0.0");
      expect(catalogueOf(exampleSite({ runs: runs.slice(1) }))[0]?.latest.label).toBe("1.1.0");
    }
  });

  test("stand as their branches' runs say, whatever a pull request says of them", () => {
    const runs = [
      exampleRun("1.0.0", 1, { metrics: [exampleMetric(0.7)] }),
      exampleRun("1.0.0", 2, { line: "pull/7", verdict: "fail", title: "Not ready", metrics: [exampleMetric(0.9)] }),
    ];
    const [model] = catalogueOf(exampleSite({ runs }));
    expect(model?.latest).toMatchObject({ standing: { verdict: "pass" }, metrics: [exampleMetric(0.7)] });
    expect(model?.latest.runs).toHaveLength(2);
  });

  test("come from evidence alone, too", () => {
    const [model] = catalogueOf(exampleSite({ evidence: [exampleEvidence("a", { madeOn: "2026-01-05T00:00:00Z" })] }));
    expect(model?.latest).toMatchObject({ label: "1.0.0", lastOn: "2026-01-05T00:00:00Z", isProposed: false });
  });
});

test("models may be called anything", () => {
  const names = ["__proto__", "constructor", "", "../..", "con", "CON", "a/b", "a+b", "日本", "<script>"];
  const runs = names.map((name) => exampleRun("1", 1, { candidate: exampleRef("1", name) }));
  const models = catalogueOf(exampleSite({ runs }));
  expect(models.map(({ name }) => name)).toEqual(names.toSorted().map((name) => name || "(no name)"));
  expect(new Set(models.map(({ folder }) => folder)).size).toBe(names.length);
});

test("the order in which runs and evidence were found changes nothing", () => {
  const runs = [1, 2, 2, 3, 4].map((day, index) =>
    exampleRun(`1.${index % 3}.0`, day, { run: { id: index, attempt: 1 }, metrics: [exampleMetric(index / 10)] }),
  );
  const evidence = ["a", "b", "c"].map((text) => exampleEvidence(text));
  const expected = catalogueOf(exampleSite({ runs, evidence }));
  fc.assert(
    fc.property(
      fc.shuffledSubarray(runs, { minLength: runs.length }),
      fc.shuffledSubarray(evidence, { minLength: evidence.length }),
      (someRuns, someEvidence) => {
        expect(catalogueOf(exampleSite({ runs: someRuns, evidence: someEvidence }))).toEqual(expected);
      },
    ),
  );
});
