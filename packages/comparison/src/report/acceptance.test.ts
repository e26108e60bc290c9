import { UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { pairOf } from "../../../tables/fixtures/table.ts";
import { type CompareOptions, compareTables } from "../../fixtures/compare.ts";
import type { ComparisonPredicate } from "../evidence/predicate.ts";
import { parseWaivers } from "../waivers/waiver-file.ts";
import { acceptanceOf } from "./acceptance.ts";

/** 40 of 200 rows are lost, all of them in the slice. */
const tables = (slice = "yelp") =>
  pairOf([
    ["a", "a", "a", 100, "imdb"],
    ["b", "b", "a", 40, slice],
    ["b", "b", "b", 60, slice],
  ]);

async function compare(options: CompareOptions = {}, slice?: string): Promise<ComparisonPredicate> {
  const { predicate } = await compareTables(tables(slice), { metrics: ["accuracy", "macro-f1"], ...options });
  return predicate;
}

const BLANKS = [
  [/reason:(?= #|$)/gm, "reason: Relabelled."],
  [/owner:(?= #|$)/gm, 'owner: "@ann"'],
  [/expires:(?= #|$)/gm, "expires: 2027-01-31"],
] as const;

function fill(text: string, blanks: readonly (readonly [RegExp, string])[] = BLANKS): string {
  return blanks.reduce((filled, [blank, value]) => filled.replaceAll(blank, value), text);
}

function textOf(predicate: ComparisonPredicate): string {
  return acceptanceOf(predicate)?.text ?? "";
}

test("what fails is listed with its loss, all rows first, and blanks for somebody to answer for it", async () => {
  const predicate = await compare({ metrics: ["accuracy"], slices: ["slice"] });
  expect(acceptanceOf(predicate)).toEqual({
    file: ".airworthy/waivers.yml",
    language: "yaml",
    text: `waivers: # where the file has this line already, the entries go below it
  - metric: accuracy
    ceiling: 0.2 # the loss that was found; a larger one fails all the same
    reason: # why it is accepted
    owner: # who answers for it, in quotes, such as "@ann"
    expires: # the last day on which it holds, as in YYYY-MM-DD
  - metric: accuracy
    slice: { slice: yelp }
    ceiling: 0.4
    reason:
    owner:
    expires:`,
  });
});

test.each(["yelp", "no", "12", "a: b # c", '"}]{', "line\nbreak\u2028\u202e\ud83d\ude00\u{e0001}", "-", "*x"])(
  "filled in, it waives all that it lists: %j",
  async (slice) => {
    const options = { metrics: ["accuracy: floor=0.9", "macro-f1", "recall(class=b)"], slices: ["slice"] };
    const predicate = await compare(options, slice);
    const failing = predicate.findings.filter(({ verdict }) => verdict === "fail");
    expect(failing.length).toBeGreaterThan(3);
    const waivers = parseWaivers(fill(textOf(predicate)), "waivers.yml");
    expect(waivers).toHaveLength(failing.length);
    const again = await compare(
      { ...options, context: { waivers: { waivers, commit: null, asOf: "2027-01-31" } } },
      slice,
    );
    const waived = again.findings.filter(({ waiver }) => waiver !== null);
    expect(waived.map(({ id, verdict }) => [id, verdict])).toEqual(failing.map(({ id }) => [id, "warn"]));
    expect(again.findings.filter(({ verdict }) => verdict === "fail")).toEqual([]);
    expect(acceptanceOf(again)).toBeNull();
  },
);

test("the parser refuses it as long as any blank is left", async () => {
  const text = textOf(await compare({ metrics: ["accuracy"] }));
  expect(parseWaivers(fill(text), "w.yml")).toHaveLength(1);
  for (const [index, field] of ["reason", "owner", "expires"].entries()) {
    const others = BLANKS.filter((_, other) => other !== index);
    expect(() => parseWaivers(fill(text, others), "w.yml")).toThrow(
      new RegExp(`waivers\\.0\\.${field}: null was given`),
    );
    expect(() => parseWaivers(fill(text, others), "w.yml")).toThrow(UserError);
  }
});

test("ceilings have few digits and are rounded up, so that they cover what was found", async () => {
  const lost = pairOf([
    ["a", "a", "b", 1234],
    ["a", "a", "a", 5765],
  ]);
  const { predicate } = await compareTables(lost, { metrics: ["accuracy"] });
  // 1,234 of 6,999 rows are 0.176310901…
  expect(textOf(predicate)).toContain("ceiling: 0.1764 #");
});

test("at most ten are listed, the others counted", async () => {
  const { findings, ...rest } = await compare({ slices: ["slice"] });
  const [finding] = findings.filter(({ slice, verdict }) => slice !== null && verdict === "fail");
  if (finding === undefined) throw new Error("nothing fails");
  const many = Array.from({ length: 25 }, (_, at) => ({ ...finding, slice: [{ column: "c", value: `${at}` }] }));
  const text = textOf({ ...rest, findings: many });
  expect(parseWaivers(fill(text), "w.yml")).toHaveLength(10);
  expect(text).toMatch(/ {2}# 15 more that fail are not listed here$/);
  // Entries of the longest names there are: a report would cut the text.
  const long = many.map((each, at) => ({
    ...each,
    slice: [{ column: `${at}`.padEnd(200, "\u0001"), value: "\u0001".repeat(256) }],
  }));
  const shorter = textOf({ ...rest, findings: long });
  expect(shorter.length).toBeLessThan(10_000);
  expect(parseWaivers(fill(shorter), "w.yml").length).toBeGreaterThan(0);
});

test("what no waiver can be of is left out: names too long, errors, losses that nobody can tell", async () => {
  const { findings, ...rest } = await compare({ metrics: ["accuracy"] });
  const [finding] = findings;
  if (finding === undefined) throw new Error("nothing was found");
  expect(acceptanceOf({ ...rest, findings: [finding] })).not.toBeNull();
  for (const change of [
    { metric: "m".repeat(301) },
    { metric: "" },
    { slice: [{ column: "a", value: "" }] },
    { slice: [{ column: "a", value: "v".repeat(257) }] },
    { verdict: "error", change: "error" },
    { verdict: "inconclusive" },
    { verdict: "warn" },
    { candidate: null },
  ] as const) {
    const changed = { ...finding, ...change, slice: "slice" in change ? [...change.slice] : null };
    expect(acceptanceOf({ ...rest, findings: [changed] }), JSON.stringify(change)).toBeNull();
  }
});

test("one that is there already and covers it no more is said to be replaced, in the file that was read", async () => {
  const waiver = { metric: "accuracy", ceiling: 0.01, reason: "r", owner: "o", expires: "2027-01-31" };
  const waivers = { waivers: [waiver], commit: null, asOf: "2027-01-31" };
  const inputs = ["candidate.jsonl", "policy/waivers.yaml"].map((name) => ({ name, sha256: "a".repeat(64) }));
  const predicate = await compare({ metrics: ["accuracy"], context: { waivers, inputs } });
  expect(acceptanceOf(predicate)?.file).toBe("policy/waivers.yaml");
  expect(textOf(predicate)).toContain(
    "\n  # in place of the one that is there, which accepts less\n  - metric: accuracy\n",
  );
  const hostile = { ...predicate, inputs: [{ name: "$(x) `y`.yml", sha256: "a".repeat(64) }] };
  expect(acceptanceOf(hostile)?.file).toBe(".airworthy/waivers.yml");
});
