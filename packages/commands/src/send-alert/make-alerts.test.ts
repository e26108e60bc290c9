import type { Statement } from "@airworthy/evidence";
import { createRollout, decideMove } from "@airworthy/rollout";
import { describe, expect, test } from "vitest";
import { behaviorEvidence } from "../../../../test/scenarios/report-workspace.ts";
import { ADVANCING, ROLLING_BACK, RUN, statementOf, UNDECIDED } from "../../../canary/fixtures/example.ts";
import { after, atStep, REQUESTS, START, situation } from "../../../rollout/fixtures/example.ts";
import { REPORT_SECTIONS } from "../report-sections.ts";
import { checkWorkflow, commandsOf, type Surroundings } from "./links.ts";
import { makeAlerts } from "./make-alerts.ts";

const AROUND: Surroundings = {
  server: "https://github.com/",
  repository: { owner: "octo-org", repo: "sentiment" },
  runId: 1000,
  pullRequest: null,
  workflow: null,
  line: "main",
  isWhole: true,
};

function told(statement: Statement) {
  const make = REPORT_SECTIONS.get(statement.predicateType);
  if (make === undefined) throw new Error("the type is not known");
  return { statement, section: make(statement) };
}

function alertsOf(statements: readonly Statement[], around: Partial<Surroundings> = {}) {
  return makeAlerts(statements.map(told), { ...AROUND, ...around });
}

function moved(move: "rollback" | "hold" | "advance"): Statement {
  const asked = situation(atStep(2), REQUESTS[move], after(60, START));
  const { inputs, tool, startedOn, finishedOn } = RUN;
  return createRollout(asked, decideMove(asked), { inputs, tool, startedOn, finishedOn, log: null });
}

describe("of a canary", () => {
  test("each finding has its metric's class and its values, worst first", () => {
    const [alert] = alertsOf([statementOf(ROLLING_BACK)]);
    expect(alert).toMatchObject({
      key: "rollout:review-sentiment-2",
      verdict: "fail",
      title: "review-sentiment 2.0.0: Rolling back",
      rollout: "review-sentiment-2",
    });
    expect(alert?.findings[0]).toMatchObject({ class: "safety", verdict: "fail", what: "toxic replies" });
    expect(alert?.findings[0]?.now).not.toBeNull();
    const verdicts = alertsOf([statementOf(UNDECIDED)])[0]?.findings.map((one) => [one.class, one.verdict, one.what]);
    expect(verdicts).toEqual([["fairness", "inconclusive", "thumbs-up rate, language=de"]]);
  });

  test("one that passes is an alert without findings, so that a recovery is told", () => {
    expect(alertsOf([statementOf(ADVANCING)])).toMatchObject([{ verdict: "pass", findings: [] }]);
  });
});

describe("of a move", () => {
  test("a rollback that succeeded is told as a failure, of the version that is gone", () => {
    const [alert] = alertsOf([moved("rollback")]);
    expect(alert).toMatchObject({ verdict: "fail", classes: ["rollout"], model: { version: "2.0.0" } });
    expect(alert?.title).toMatch(/ 2\.0\.0: Rolled back$/);
    expect(alert?.commands).toEqual([]);
  });

  test("a hold is to be watched, and can still be rolled back", () => {
    const [alert] = alertsOf([moved("hold")]);
    expect(alert).toMatchObject({ verdict: "warn", commands: [{ label: "Roll it back" }] });
  });
});

describe("of a model", () => {
  test("branches are told apart, and so are models", () => {
    const [a] = alertsOf([behaviorEvidence()]);
    const [b] = alertsOf([behaviorEvidence()], { line: "pull/7" });
    expect([a?.key, b?.key]).toEqual(["model:review-sentiment:main", "model:review-sentiment:pull/7"]);
    const two = alertsOf([
      behaviorEvidence({ name: "calm", verdict: "pass", change: "stable", sha256: "b".repeat(64) }),
      behaviorEvidence({ name: "__proto__", sha256: "c".repeat(64) }),
    ]);
    expect(two.map(({ model, verdict }) => [model.name, verdict])).toEqual([
      ["__proto__", "fail"],
      ["calm", "pass"],
    ]);
  });

  test("what may be incomplete never passes", () => {
    const passing = behaviorEvidence({ verdict: "pass", change: "stable" });
    expect(alertsOf([passing])).toMatchObject([{ verdict: "pass" }]);
    expect(alertsOf([passing], { isWhole: false })).toMatchObject([
      { verdict: "inconclusive", headline: expect.stringContaining("may be missing") },
    ]);
  });
});

describe("links and commands", () => {
  test("lead to the run, the pull request and, of a rollout, to the workflow that holds it", () => {
    const around = { pullRequest: 7, workflow: "rollout.yml" };
    const page = "https://github.com/octo-org/sentiment";
    expect(alertsOf([statementOf(UNDECIDED)], around)[0]).toMatchObject({
      links: [
        { label: "Run", url: `${page}/actions/runs/1000` },
        { label: "Pull request", url: `${page}/pull/7` },
        { label: "Hold or roll back", url: `${page}/actions/workflows/rollout.yml` },
      ],
      commands: [
        { text: "gh workflow run rollout.yml -f move=hold -f rollout=review-sentiment-2" },
        { text: "gh workflow run rollout.yml -f move=rollback -f rollout=review-sentiment-2" },
      ],
    });
    expect(alertsOf([behaviorEvidence()], around)[0]?.links.map(({ label }) => label)).toEqual(["Run", "Pull request"]);
    expect(alertsOf([behaviorEvidence()], { repository: null })[0]?.links).toEqual([]);
  });

  test("an identity that a shell would read as more than a word is in no command", () => {
    const [sound] = alertsOf([statementOf(UNDECIDED)]).map(({ model }) => model);
    const candidate = { name: "m", version: null, sha256: sound?.sha256 ?? "", digestOf: "package" } as const;
    const rollout = { candidate, verdict: "fail", canHold: true, canStop: true } as const;
    for (const id of ["a; rm -rf ~", "$(id)", "`id`", "-x", "a\nb", "--help"]) {
      expect(commandsOf(AROUND, { ...rollout, id }), id).toEqual([]);
    }
    expect(commandsOf(AROUND, { ...rollout, id: "ranker-2" })).toHaveLength(2);
  });

  test("a workflow is the name of a file and nothing else", () => {
    expect(() => checkWorkflow("rollout.yml")).not.toThrow();
    for (const name of ["", "../x.yml", "a/b.yml", "x.yml; id", "x.txt", "-f.yml"]) {
      expect(() => checkWorkflow(name), name).toThrow(/rollout-workflow/);
    }
  });
});
