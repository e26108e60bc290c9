import { expect, test } from "vitest";
import { section } from "../test/sections.ts";
import { nextStep } from "./next-step.ts";
import { renderMarkdown } from "./render-markdown.ts";
import type { Acceptance, ReportSection } from "./section.ts";

const WAIVER: Acceptance = { file: ".airworthy/waivers.yml", language: "yaml", text: "- metric: accuracy" };

function text(sections: readonly ReportSection[], rerun: string | null = null): string {
  return renderMarkdown(nextStep(sections, rerun)).text;
}

test("one step stands on one line", () => {
  expect(text([section({ commands: ["npx airworthy x"] })])).toBe("**Next**: see it again with `npx airworthy x`");
  expect(text([section()], "gh run rerun 7")).toBe("**Next**: run the workflow again with `gh run rerun 7`");
});

test("what failed can be accepted by the very text of a file", () => {
  expect(text([section({ acceptance: WAIVER })], "gh run rerun 7")).toBe(
    [
      "**Next**:",
      "- run the workflow again with `gh run rerun 7`\n- accept what failed by a reviewed entry in `.airworthy/waivers.yml`, as below",
      "<details><summary>To accept what failed: for <code>.airworthy/waivers.yml</code> on the base branch</summary>",
      "```yaml\n- metric: accuracy\n```",
      "</details>",
    ].join("\n\n"),
  );
});

test("a long command stands where it can be pasted whole", () => {
  const long = `npx airworthy compare-metrics ${"--metrics accuracy ".repeat(60)}`.trim();
  expect(text([section({ commands: ["npx airworthy x", long] })])).toBe(
    [
      "**Next**: see it again with the commands below",
      "<details><summary>To see it again: 2 commands</summary>",
      `\`\`\`sh\nnpx airworthy x\n${long}\n\`\`\``,
      "</details>",
    ].join("\n\n"),
  );
});

test("nothing to do, nothing said", () => {
  expect(nextStep([section(), section({ acceptance: null })], null)).toEqual([]);
});
