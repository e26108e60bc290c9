import { readYaml, UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyFacts } from "../test/any-facts.ts";
import { SAMPLE } from "../test/sample-facts.ts";
import type { CardFacts } from "./facts.ts";
import { renderCard } from "./render-card.ts";

const NEW = renderCard(SAMPLE, null);

/** A card's front matter, as the Hub finds it. */
function frontMatter(card: string): unknown {
  const body = /^\uFEFF?---\r?\n([\s\S]*?)(?:^|\n)---\r?\n/.exec(card)?.[1];
  return body === undefined ? undefined : readYaml(body, "card").value;
}

function marksOf(card: string): readonly string[] {
  return Array.from(card.matchAll(/<!-- airworthy:(begin|end) ([\w-]+) -->/g), ([, which, name]) => `${which} ${name}`);
}

describe("a new card", () => {
  test("has the Hub's fields", () => {
    expect(frontMatter(NEW)).toMatchObject({
      license: "apache-2.0",
      library_name: "transformers",
      pipeline_tag: "text-classification",
      language: ["en", "de"],
      tags: ["sentiment", "reviews"],
      datasets: ["acme/reviews"],
      metrics: ["accuracy", "latency"],
      base_model: "distilbert/distilbert-base-uncased",
      base_model_relation: "finetune",
      "model-index": [
        {
          name: "acme/review-sentiment",
          results: [
            {
              task: { type: "text-classification" },
              dataset: { type: "acme/reviews", name: "reviews", split: "test" },
              metrics: [
                { type: "accuracy", value: 0.9125 },
                { type: "accuracy", value: 0.85, name: "accuracy (language=de)" },
              ],
              source: { name: "Airworthy", url: "https://github.com/acme/review-sentiment" },
            },
            { metrics: [{ type: "latency", value: 12.5 }] },
          ],
        },
      ],
    });
  });

  test("says what is known, and where nothing is", () => {
    expect(NEW).toContain("\n# Review sentiment\n");
    expect(NEW).toContain("| accuracy | language=de | reviews | 0.85 |  |");
    const empty: CardFacts = { ...SAMPLE, card: {}, metrics: [], behavior: [] };
    expect(renderCard(empty, null)).toContain("No limitations are stated. That is not to say that there are none.");
    expect(renderCard(empty, null)).toContain("No results are recorded for this version.");
    expect(renderCard(SAMPLE, " \n")).toBe(NEW);
  });

  test("shows a long description whole", () => {
    const description = "word ".repeat(400).trim();
    expect(renderCard({ ...SAMPLE, metadata: { description } }, null)).toContain(description);
  });

  test("a licence that the Hub has no word for is named", () => {
    const card = renderCard({ ...SAMPLE, metadata: { licenses: ["Acme: internal"] } }, null);
    expect(frontMatter(card)).toMatchObject({ license: "other", license_name: "Acme: internal" });
  });

  test("no password in an address is shown", () => {
    const metadata = { sourceURL: "https://user:secret@example.org/m", docURL: "https://user:secret@example.org/d" };
    expect(renderCard({ ...SAMPLE, metadata }, null)).not.toContain("secret");
  });

  test("a base model that is not on the Hub is not linked as if it were", () => {
    const baseModel = { name: "resnet50", uri: "s3://models/resnet50", sha256: null, relation: null };
    expect(frontMatter(renderCard({ ...SAMPLE, baseModel }, null))).not.toHaveProperty("base_model");
  });
});

describe("what people wrote stays", () => {
  const theirs = `---
# our front matter
license: mit # asked the lawyers
title:   "Ours"   # spacing too
tags: [ours, sentiment]

# at the end
extra: {a: 1}
---
# Our title

Words.\u0020\u0020
<!-- airworthy:begin evaluation -->
old
<!-- airworthy:end evaluation -->
More words, <b>as they are</b>.
`;

  test("around and between what is generated, byte for byte, and keys in their order", () => {
    const card = renderCard(SAMPLE, theirs);
    expect(card).toMatch(/^---\n# our front matter\nlicense: apache-2.0\ntitle: {3}"Ours" {3}# spacing too\n/);
    expect(card).toContain("tags:\n- ours\n- sentiment\n- reviews\n\n# at the end\nextra: {a: 1}\nlibrary_name: ");
    const [before, after] = card
      .slice(card.indexOf("---\n# Our title"))
      .split(/<!-- airworthy:begin[\s\S]*end evaluation -->/);
    expect(before).toBe("---\n# Our title\n\nWords.  \n");
    expect(after).toBe("\nMore words, <b>as they are</b>.\n");
    expect(marksOf(card)).toEqual(["begin evaluation", "end evaluation"]);
  });

  test("a value that is right already keeps its form and its comment", () => {
    const metadata = { licenses: ["MIT"] };
    expect(renderCard({ ...SAMPLE, metadata }, theirs)).toContain("license: mit # asked the lawyers\n");
  });

  test("a card without marks gets all sections behind its own words", () => {
    const card = renderCard(SAMPLE, "# Mine\n\nWords");
    expect(card).toContain("---\n\n# Mine\n\nWords\n\n## Model details\n\n<!-- airworthy:begin details -->\n\n");
    expect(marksOf(card)).toHaveLength(12);
  });

  test("line ends of Windows, and a mark of byte order", () => {
    const card = renderCard(SAMPLE, `\uFEFF${theirs.replaceAll("\n", "\r\n")}`);
    expect(card.startsWith("\uFEFF---\r\n")).toBe(true);
    expect(card.replaceAll("\r\n", "")).not.toContain("\n");
    expect(card.replaceAll("\r\n", "\n")).toBe(`\uFEFF${renderCard(SAMPLE, theirs)}`);
  });

  test("results of others in the model index, while ours are renewed or taken out", () => {
    const foreign =
      "- name: Mine\n  results:\n  - task: {type: x}\n    dataset: {type: y, name: Y}\n    metrics: [{type: f1, value: 0.5}]\n";
    const card = renderCard(SAMPLE, `---\nmodel-index:\n${foreign}---\n`);
    const [index] = indexOf(card);
    expect(index).toMatchObject({
      name: "Mine",
      results: [{ dataset: { name: "Y" } }, { dataset: { name: "reviews" } }, {}],
    });
    const without = renderCard({ ...SAMPLE, metrics: [] }, card);
    expect(indexOf(without)).toEqual(indexOf(`---\nmodel-index:\n${foreign}---\n`));
    expect(frontMatter(renderCard({ ...SAMPLE, metrics: [] }, NEW))).not.toHaveProperty("model-index");
  });

  function indexOf(card: string): readonly unknown[] {
    const fields = frontMatter(card);
    const index: unknown = typeof fields === "object" && fields !== null ? Reflect.get(fields, "model-index") : null;
    return Array.isArray(index) ? index : [];
  }
});

describe("a card that cannot be renewed is a UserError that says where", () => {
  const marked = (text: string) => `# T\n\n${text}\n`;
  test.each([
    ["---\na: 1\nb: c: d\n---\n", "README.md, line 3: "],
    ["---\n\na: 1\na: 2\n---\n", 'README.md, line 4: the key "a" is there twice'],
    ["---\n- a\n---\n", "the front matter holds no fields"],
    ["---\n{license: mit}\n---\n", "written in braces"],
    ["---\nlicense: &l mit\nother: *l\n---\n", "cannot be"],
    ["---\nmodel-index: 1\n---\n", "model-index must be a list"],
    [marked("<!-- airworthy:begin details -->"), "line 3: section details has no end"],
    [marked("<!-- airworthy:begin details --><!-- airworthy:begin files -->"), "section details has no end before"],
    [`---\na: 1\n---\n${marked("<!-- airworthy:end files -->")}`, "README.md, line 6: section files ends here"],
    [marked("<!-- airworthy:end details -->"), "line 3: section details ends here, but was not begun"],
    [marked("<!-- airworthy:begin x --><!-- airworthy:end x -->"), "there is no section x; known are details, "],
    [
      marked("<!-- airworthy:begin files --><!-- airworthy:end files -->\n".repeat(2)),
      "line 4: section files comes a second",
    ],
    ["x".repeat(1024 * 1024 + 1), "README.md has 1048577 characters"],
    [marked("<!-- airworthy:start -->"), 'a mark must be "airworthy:begin NAME"'],
  ])("%.60j", (text, message) => {
    expect(() => renderCard(SAMPLE, text, "README.md")).toThrow(UserError);
    expect(() => renderCard(SAMPLE, text, "README.md")).toThrow(message);
  });
});

describe("whatever the facts", () => {
  const written = fc
    .array(
      fc.oneof(
        fc.string({ unit: "grapheme", maxLength: 20 }),
        fc.constantFrom("\n", "\r\n", "---\n", "license: mit\n", "tags: [a]\n", "# a\n", "\uFEFF", "a: 1\n"),
        fc.constantFrom("<!-- airworthy:begin files -->", "<!-- airworthy:end files -->"),
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join(""));

  function tryRender(facts: CardFacts, existing: string): string | null {
    try {
      return renderCard(facts, existing);
    } catch (error) {
      expect(error).toBeInstanceOf(UserError);
      return null;
    }
  }

  test("and whatever was there, rendering the result again changes nothing, and other facts undo nothing", () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, written, (facts, other, existing) => {
        const card = tryRender(facts, existing);
        if (card === null) return;
        expect(renderCard(facts, card)).toBe(card);
        const later = renderCard(other, card);
        expect(renderCard(other, later)).toBe(later);
      }),
      { numRuns: 200 },
    );
  });

  test("nothing in them ends a section, the front matter or a table, or becomes HTML", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const card = renderCard(facts, null);
        const body = card.replace(/^---\n[\s\S]*?\n---\n/, "");
        expect(marksOf(body)).toEqual(marksOf(NEW));
        expect(body.match(/<(?!\/?(?:span|code|sub|strong)\b|!-- )/)).toBeNull();
        expect(body.replace(/`[^`\n]+`/g, "")).not.toMatch(/\]\((?!https?:)/);
        const fields = frontMatter(card) ?? {};
        const known =
          "license license_name library_name pipeline_tag language tags datasets metrics base_model base_model_relation model-index";
        expect(Object.keys(fields).filter((key) => !known.split(" ").includes(key))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test("a value that is no number is refused", () => {
    expect(() => renderCard({ ...SAMPLE, behavior: [{ name: "a", failureRate: Number.NaN, cases: 1 }] }, null)).toThrow(
      'behaviour test "a" is NaN',
    );
  });
});
