import { mkdir, mkdtempDisposable, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { addArtifact, zipArchive } from "../harness/github/index.ts";
import { type Made, makeEvidence } from "../harness/promotion/evidence-artifact.ts";
import {
  createPromotionRepository,
  fileOfMain,
  type PromotionRepository,
} from "../harness/promotion/promotion-repository.ts";
import { runAction } from "../harness/runner.ts";

// What people read back, through the built action; and what becomes of what a comment proposes once it is merged.

/** The stand-in numbers its commits: the heads of every repository here are its second and third. */
const HEAD = "2".padStart(40, "c");
const NEXT = "3".padStart(40, "c");
const LIMIT = { timeout: 180_000 };
const WAIVERS = ".airworthy/waivers.yml";

let made: Made;

beforeAll(async () => {
  made = await makeEvidence({ version: "2.0.0", commit: HEAD });
}, 120_000);

test.concurrent("of several commands each is carried out and answered, whatever is refused", LIMIT, async () => {
  await using at = await createPromotionRepository({ made });
  at.propose(await makeEvidence({ version: "3.0.0", commit: NEXT }), 8);
  await at.comment({ body: "/promote ranker@2.0.0 to staging" });
  await at.comment({ body: "/promote ranker@3.0.0 to staging", issue: 8 });
  const body = "/rollback ranker toxic replies\n/promote ranker@3.0.0 to staging\n/feedback case-1 wrong";
  const { id, run } = await at.comment({ body, issue: 8 });
  expect(run.outputs).toMatchObject({ effect: "answered", verdict: "fail" });
  expect(at.audit().map(({ move }) => move)).toContain("rollback");
  const answer = lastAnswer(at);
  expect(answer).toContain("staging has ranker 2.0.0 again; 3.0.0 is denied (toxic replies).");
  expect(answer).toContain("ranker 3.0.0 is not in staging");
  expect(answer).not.toContain("case-1");
  expect(reactionsTo(at, id)).toEqual(["eyes", "-1"]);
});

test.concurrent("feedback gets a reaction, whoever gives it, and no answer", LIMIT, async () => {
  await using at = await createPromotionRepository({ made });
  const { id, run } = await at.comment({ body: '/feedback case-1 wrong expected="not at all"', login: "eve" });
  expect(run.outputs).toMatchObject({ effect: "noted", verdict: "pass" });
  expect(reactionsTo(at, id)).toEqual(["eyes", "rocket"]);
  expect(at.answers()).toEqual([]);
});

test.concurrent("what cannot be answered is done all the same, and the run says so", LIMIT, async () => {
  await using at = await createPromotionRepository({ made });
  // A conversation that is locked, and an app that may not react.
  for (const request of [/^POST .*\/reactions/, /^POST .*\/reactions/, /^POST .*\/issues\/7\/comments/]) {
    at.github.faults.push({ kind: "read-only", request });
  }
  const { run } = await at.comment({ body: "/promote ranker@2.0.0 to staging" });
  expect(run).toMatchObject({ exitCode: 0, outputs: { effect: "promoted", verdict: "warn" } });
  expect(run.stdout).toContain("The comment was not answered");
  expect(at.tags().sort()).toEqual(["ranker#staging#1", "ranker@v2.0.0"]);
  expect(at.answers()).toEqual([]);
});

test.concurrent(
  "the waiver that a comment proposes, once it is merged, accepts the loss that was found",
  LIMIT,
  async () => {
    await using at = await createPromotionRepository({ made });
    await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-waived-"));
    const compared = await compare(space.path);
    expect(compared).toMatchObject({ exitCode: 1, outputs: { verdict: "fail" } });
    addArtifact(at.github.state, {
      name: "evidence-metrics",
      headSha: at.head,
      runId: 501,
      content: await evidenceIn(space.path),
    });
    at.github.state.runs.push({
      id: 501,
      event: "pull_request",
      headSha: at.head,
      headRef: "candidate",
      createdAt: EARLIER,
      login: "author",
    });

    const expires = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const { run } = await at.comment({ body: `/waive accuracy The labels are "new": {a} # until ${expires}` });
    expect(run.outputs).toMatchObject({ effect: "proposed", verdict: "pass" });
    expect(fileOfMain(at.github, WAIVERS)).toBe("");
    const pull = at.github.state.pulls.at(-1);
    expect(lastAnswer(at)).toContain(`/pull/${pull?.number}`);
    const proposed = at.github.state.commits.find(
      ({ sha }) => sha === at.github.state.refs.get(`refs/heads/${pull?.head.ref}`),
    );
    at.commitToMain({ [WAIVERS]: proposed?.files.get(WAIVERS)?.toString() ?? "" });

    await mkdir(join(space.path, ".airworthy"));
    await writeFile(join(space.path, WAIVERS), fileOfMain(at.github, WAIVERS));
    const accepted = await compare(space.path);
    expect(accepted).toMatchObject({ exitCode: 0, outputs: { verdict: "warn" } });
    expect(accepted.summary).toContain("The labels are");
    const again = await at.comment({ body: `/waive accuracy The labels are "new": {a} # until ${expires}` });
    expect(again.run.outputs).toMatchObject({ effect: "unchanged" });
  },
);

const EARLIER = new Date(Date.now() - 60_000).toISOString();

/** A quarter of the rows got worse. */
async function compare(cwd: string) {
  const rows = Array.from({ length: 80 }, (_, index) => ({ id: `r${index}`, label: "yes", isHit: index % 4 > 0 }));
  const lines = (isNew: boolean) =>
    rows
      .map(({ id, label, isHit }) => JSON.stringify({ id, label, prediction: isHit || !isNew ? "yes" : "no" }))
      .join("\n");
  await writeFile(join(cwd, "new.jsonl"), lines(true));
  await writeFile(join(cwd, "old.jsonl"), lines(false));
  return await runAction("compare-metrics", {
    cwd,
    inputs: {
      candidate: "new.jsonl",
      baseline: "old.jsonl",
      metrics: "accuracy",
      classes: "yes\nno",
      package: made.digest,
      "candidate-name": "ranker",
      "candidate-version": "2.0.0",
    },
  });
}

async function evidenceIn(cwd: string): Promise<Buffer> {
  const folder = join(cwd, "airworthy-evidence");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  return zipArchive(
    await Promise.all(names.map(async (name) => ({ name, content: await readFile(join(folder, name)) }))),
  );
}

function lastAnswer(at: PromotionRepository): string {
  return at.answers().at(-1)?.body.replaceAll("<span></span>", "") ?? "";
}

function reactionsTo({ github }: PromotionRepository, comment: number): readonly string[] {
  return github.state.reactions.filter((one) => one.comment === comment).map(({ content }) => content);
}
