import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ALL_GOOD, behaviorOf, FAILS_PRAISE } from "../evidence/example-evidence.ts";
import { examplePlan, GOOD, model, plan, plannedTest } from "../run/example-plan.ts";
import { toJunit } from "./junit.ts";
import { escapeXml, xmlElement } from "./xml.ts";

describe("JUnit XML", () => {
  test("has a test case for each finding, with its properties", async () => {
    const xml = toJunit(await behaviorOf({ candidate: ALL_GOOD, baseline: ALL_GOOD }));
    expect(xml).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="example" tests="2" failures="0" /,
    );
    expect(xml).toContain(
      '<testcase classname="example.vocabulary" name="praise" time="0" file="suite.yml" line="12">',
    );
    expect(xml).toContain('<property name="seed" value="7"/>');
    expect(xml).toContain('<property name="failure-rate" value="0"/>');
    expect(xml).not.toMatch(/<(failure|error|skipped|system-out)/);
  });

  test("tells a failure from an error and from what could not be decided", async () => {
    const mute = model((input) => (input === "mute" ? { problem: "gone" } : GOOD));
    const tests = plan(
      plannedTest({ id: "errs" }, [{ inputs: ["mute"] }]),
      plannedTest({ id: "few", minimumCases: 2 }, [{ inputs: ["x"] }]),
    );
    const broken = toJunit(await behaviorOf({ candidate: mute, baseline: null }, { plan: tests }));
    expect(broken).toContain('tests="2" failures="0" errors="1" skipped="1" time="1"');
    expect(broken).toMatch(
      /<error message="[^"]+" type="model-error">[^<]+case mute, candidate, no usable answer: gone/,
    );
    expect(broken).toMatch(
      /<skipped message="“few” fails in 0.0 % of cases \(n = 1\); at least 2 cases must be judged"\/>/,
    );
    const failed = toJunit(await behaviorOf({ candidate: FAILS_PRAISE, baseline: null }));
    expect(failed).toMatch(
      /<failure message="[^"]+" type="failure-rate-over-limit">[^<]*case A fine oven\., failing: A fine/,
    );
    const warned = toJunit(await behaviorOf({ candidate: FAILS_PRAISE, baseline: ALL_GOOD }));
    expect(warned).toContain("<system-out>possible-regression: “praise” fails in");
  });

  test("holds whatever a model says", async () => {
    const [praise] = examplePlan().tests;
    if (praise === undefined) throw new Error("no test was planned");
    const hostile = model(() => ({ prediction: ']]></failure>\u0000\ud800 & "x"', scores: null }));
    const xml = toJunit(await behaviorOf({ candidate: hostile, baseline: null }, { plan: plan(praise) }));
    expect(xml).toContain("got ]]&gt;&lt;/failure&gt;\ufffd\ufffd &amp; &quot;x&quot;&#10;");
  });
});

describe("XML", () => {
  test("text is escaped so that it is read as it was, but for what XML cannot hold", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const escaped = escapeXml(text);
        expect(escaped).not.toMatch(/[<>"'\t\n\r]|&(?!(amp|lt|gt|quot|apos|#\d+);)/);
        // https://www.w3.org/TR/xml/#NT-Char
        const held = [...text].map((character) =>
          /[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(character) ? character : "\ufffd",
        );
        expect(readBack(escaped)).toBe(held.join(""));
      }),
    );
  });

  test("halves of characters and controls become replacement characters", () => {
    expect(escapeXml("a\u0000b\ud83dc\u001bd\uffffe😀")).toBe("a\ufffdb\ufffdc\ufffdd\ufffde😀");
  });

  test("elements stand on lines of their own", () => {
    expect(xmlElement("a", { b: 1 }, [xmlElement("c", {}, "d\ne"), xmlElement("f", {}, [])])).toBe(
      '<a b="1">\n  <c>d&#10;e</c>\n  <f/>\n</a>',
    );
  });
});

function readBack(xml: string): string {
  const names = new Map([
    ["amp", "&"],
    ["lt", "<"],
    ["gt", ">"],
    ["quot", '"'],
    ["apos", "'"],
  ]);
  return xml.replace(/&(?:#(\d+)|(\w+));/g, (_, code: string | undefined, name: string | undefined) =>
    code === undefined ? (names.get(name ?? "") ?? "") : String.fromCharCode(Number(code)),
  );
}
