import { type BehaviorPredicate, reportTestResult } from "@airworthy/behavior";
import type { Statement } from "@airworthy/evidence";
import { COMMENT_BUDGET, composeReport, renderMarkdown } from "@airworthy/report";
import { TOOL } from "@airworthy/runtime";
import { expect, test } from "vitest";
import { HEAD_SHA, REPOSITORY, startGitHub } from "../harness/github/index.ts";
import { postReportStep } from "./post-report-step.ts";
import { behaviorEvidence, createWorkspace } from "./report-workspace.ts";

/** GitHub's limit on a comment; the stand-in answers 422 beyond it. */
const LIMIT = 65_536;
const TITLE_UNITS = 128;
const TITLES_PER_FILE = 100;

test.concurrent.each([
  ["ASCII", "a"],
  ["CJK", "漢"],
  ["emoji", "😀"],
])(
  "a report of 65,535, 65,536, 65,537 and ten times as many characters, in %s, is posted, shut properly",
  async (_, unit) => {
    await using github = await startGitHub();
    for (const [index, size] of [LIMIT - 1, LIMIT, LIMIT + 1, 10 * LIMIT].entries()) {
      const evidence = evidenceOfSize(size, unit);
      expect(rendered(evidence).length).toBe(size);
      await using workspace = await createWorkspace(...evidence);
      const run = await postReportStep(github, workspace, { run: { id: 1000 + index, attempt: 1 } });
      expect(run.outputs).toMatchObject({ verdict: "fail", comment: index === 0 ? "created" : "updated" });
      const body = github.state.comments[0]?.body ?? "";
      expect(body).toContain(`run=${1000 + index} `);
      expect(Buffer.byteLength(body)).toBeLessThan(LIMIT);
      expect(body.isWellFormed()).toBe(true);
      expect(body.match(/<details>/g)?.length).toBe(body.match(/<\/details>/g)?.length);
      expect(body).toMatch(/[\d,]+ of [\d,]+ rows shown\*\*; the rest is in \[the job summary\]/);
      expect(run.summary.split("\n").length).toBeGreaterThan(body.split("\n").length);
    }
  },
);

test.concurrent("a report that just fits is posted whole; with one more byte it loses a row", async () => {
  await using github = await startGitHub();
  for (const [index, size] of [COMMENT_BUDGET.bytes, COMMENT_BUDGET.bytes + 1].entries()) {
    const evidence = evidenceOfSize(size, "a", Buffer.byteLength);
    await using workspace = await createWorkspace(...evidence);
    await postReportStep(github, workspace, { run: { id: 1000 + index, attempt: 1 } });
    const body = github.state.comments[0]?.body ?? "";
    expect(body.startsWith(rendered(evidence, 1000 + index))).toBe(index === 0);
    expect(body.includes("rows shown")).toBe(index === 1);
  }
});

type Measure = (text: string) => number;

const units: Measure = (text) => text.length;

/** Evidence whose report, rendered whole, measures exactly this. */
function evidenceOfSize(size: number, unit: string, measure = units): Statement<BehaviorPredicate>[] {
  const measured = (titles: readonly string[]) => measure(rendered(evidenceOf(titles)));
  const row = measured([title(0, unit), title(1, unit)]) - measured([title(0, unit)]);
  const count = Math.floor((size / row) * 0.97) - 4;
  const titles = Array.from({ length: count }, (_, index) => title(index, unit));
  const missing = size - measured(titles);
  // What is missing is shared out: a unit of ASCII measures one by any count.
  return evidenceOf(titles.map((text, index) => text + "x".repeat(Math.floor((missing + index) / count))));
}

function title(index: number, unit: string): string {
  return String(index).padStart(4, "0") + unit.repeat(TITLE_UNITS / unit.length);
}

function evidenceOf(titles: readonly string[]): Statement<BehaviorPredicate>[] {
  const files = Math.ceil(titles.length / TITLES_PER_FILE);
  return Array.from({ length: files }, (_, file) =>
    behaviorEvidence({ titles: titles.slice(file * TITLES_PER_FILE, (file + 1) * TITLES_PER_FILE) }),
  );
}

function rendered(evidence: readonly Statement[], runId = 1000): string {
  const repository = `https://github.com/${REPOSITORY}`;
  const rerun = `gh run rerun ${runId} --repo ${REPOSITORY}`;
  const context = { tool: TOOL, commit: HEAD_SHA, repository, rerun, evidenceFiles: evidence.length };
  return renderMarkdown(composeReport(evidence.map(reportTestResult), context).blocks).text;
}
