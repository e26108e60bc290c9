import { readFileSync } from "node:fs";
import { readYaml } from "@airworthy/evidence";
import fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import { LINK, NOW, SETTINGS } from "../../fixtures/rows.ts";
import { FORM_LABELS, readIssue } from "./issue-form.ts";

const CONSENT = "- [X] What I wrote here may be kept";

function readBody(body: string) {
  return readIssue({ link: `${LINK}7`, author: "ann", on: NOW, body }, SETTINGS);
}

const form = (answers: Readonly<Record<string, string>>) =>
  Object.entries(answers)
    .map(([label, answer]) => `### ${label}\n\n${answer}`)
    .join("\n\n");

const WHOLE = {
  "What was the answer?": "Wrong",
  Case: "_No response_",
  Digest: `sha256:${"b".repeat(64)}`,
  Input: "```text\nNot bad at all.\n```",
  Answer: "```text\nnegative\n```",
  Expected: "```text\npositive\n```",
  "What is wrong, in your words": "It does not see the negation.",
  Language: "en",
  Consent: CONSENT,
};

test("the shipped form has the labels that are read, in their order", () => {
  const text = readFileSync(new URL("../../issue-form.yml", import.meta.url), "utf8");
  const schema = v.object({ body: v.array(v.object({ attributes: v.object({ label: v.string() }) })) });
  const { body } = v.parse(schema, readYaml(text, "issue-form.yml", { aliases: 0, limit: 10_000 }).value);
  expect(body.map(({ attributes }) => attributes.label.toLowerCase())).toEqual([...FORM_LABELS.keys()]);
});

test.each(["\n", "\r\n"])("a form's answers become a row, with lines that end in %j", (end) => {
  expect(readBody(form(WHOLE).replaceAll("\n", end))).toMatchObject({
    row: {
      kind: "wrong",
      caseId: null,
      digest: `sha256:${"b".repeat(64)}`,
      input: "Not bad at all.",
      output: "negative",
      expected: "positive",
      text: "It does not see the negation.",
      language: "en",
      consent: true,
      reviewer: "ann",
    },
  });
});

test("a box that is not ticked is no consent", () => {
  expect(readBody(form({ ...WHOLE, Consent: "- [ ] What I wrote here" }))).toMatchObject({ row: { consent: false } });
});

test("a heading within an answer stays part of it", () => {
  const inFence = form({ ...WHOLE, Input: "```text\n### Expected\nno\n```" });
  expect(readBody(inFence)).toMatchObject({ row: { input: "### Expected\nno", expected: "positive" } });
  const later = form({ ...WHOLE, "What is wrong, in your words": "see\n\n### Input\n\nother" });
  expect(readBody(later)).toMatchObject({ row: { input: "Not bad at all.", text: "see\n\n### Input\n\nother" } });
});

test("consent that is written in twice is unknown", () => {
  const twice = form({ ...WHOLE, Language: `en\n\n### Consent\n\n${CONSENT}`, Consent: "- [ ] no" });
  expect(readBody(twice)).toMatchObject({ row: { consent: null } });
});

test("an issue without the form is a comment; a verdict of other words, or a body beyond GitHub's limit, is refused", () => {
  expect(readBody("It is **slow**.")).toMatchObject({
    row: { kind: "comment", text: "It is **slow**.", consent: true },
  });
  expect(readBody(form({ ...WHOLE, "What was the answer?": "Perhaps" }))).toMatchObject({ refused: "no-kind" });
  expect(readBody("x".repeat(65_537))).toMatchObject({ refused: "too-long" });
});

test("whatever a body holds, it is a row or a reason", () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(...[...FORM_LABELS.keys()].map((label) => `\n### ${label}\n`), "\n```\n", "\n~~~~\n", "- [x] y"),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const made = readBody(pieces.join(""));
      expect("row" in made || made.refused !== undefined).toBe(true);
    }),
  );
});
