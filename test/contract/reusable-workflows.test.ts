import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY } from "../harness/action-manifest.ts";
import { fill, holds } from "../harness/workflow/expression.ts";
import { readWorkflow, type Workflow } from "../harness/workflow/workflow-file.ts";
import { isMapping, type Mapping, mappingsIn, parseYaml, yamlTexts } from "./yaml-document.ts";

/** What other repositories call. */
const STAGES = ["gate-model.yml", "report-model.yml"];
const SHIPPED = ["collect-feedback.yml", "gate-model.yml", "promote-model.yml", "report-model.yml", "watch-canary.yml"];
/** The document that lists the inputs of each. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  "collect-feedback.yml": "feedback.md",
  "promote-model.yml": "promotions.md",
  "watch-canary.yml": "canary.md",
};
const CALL = /^airworthy\/airworthy\/\.github\/workflows\/(?<file>[\w.-]+)@v\d+$/;
const STRENGTH = ["none", "read", "write"];

/** Every job, in documents and workflows, that calls one of them. */
const calls = yamlTexts()
  .flatMap((text) => parseYaml(text).flatMap((value) => mappingsIn(value).map((job) => ({ where: text.where, job }))))
  .flatMap(({ where, job }) => {
    const file = CALL.exec(String(job["uses"]))?.groups?.["file"];
    return file === undefined ? [] : [{ where, job, file }];
  });

function mapping(value: unknown): Mapping {
  return isMapping(value) ? value : {};
}

test("all are called somewhere in the documents, with inputs that exist", async () => {
  expect([...new Set(calls.map(({ file }) => file))].sort()).toEqual(SHIPPED);
  for (const { where, job, file } of calls) {
    const { inputs } = (await readWorkflow(file)).on.workflow_call;
    expect(
      Object.keys(mapping(job["with"])).filter((name) => !Object.hasOwn(inputs, name)),
      where,
    ).toEqual([]);
  }
});

test("every caller grants each permission that a job of theirs asks for: else GitHub starts nothing", async () => {
  for (const { where, job, file } of calls) {
    const granted = mapping(job["permissions"]);
    const asked = Object.values((await readWorkflow(file)).jobs).flatMap(({ permissions }) =>
      Object.entries(permissions),
    );
    const lacking = asked.filter(([scope, access]) => strength(granted[scope]) < strength(access));
    expect(lacking, where).toEqual([]);
    expect(Object.keys(granted).sort(), `${where} grants no more`).toEqual(
      [...new Set(asked.map(([scope]) => scope))].sort(),
    );
  }
});

function strength(access: unknown): number {
  return STRENGTH.indexOf(typeof access === "string" ? access : "none");
}

test("the first stage may write nothing, and the second checks nothing out and runs no script", async () => {
  const [first, second] = await Promise.all(STAGES.map(readWorkflow));
  const granted = Object.values(first?.jobs ?? {}).flatMap(({ permissions }) => Object.entries(permissions));
  expect(granted).toEqual([
    ["contents", "read"],
    ["contents", "read"],
  ]);
  const steps = Object.values(second?.jobs ?? {}).flatMap((job) => job.steps);
  expect(steps.map(({ uses, run }) => uses ?? run)).toEqual(["$/actions/post-report"]);
});

test("of a canary's jobs the one that reads data may write nothing, and those that write read none and run no script", async () => {
  const { look, ...others } = (await readWorkflow("watch-canary.yml")).jobs;
  expect(Object.values(look?.permissions ?? {})).not.toContain("write");
  for (const { permissions, steps } of Object.values(others)) {
    const uses = steps.map(({ uses: action, run }) => action ?? run ?? "");
    if (Object.values(permissions).includes("write")) expect(uses).toEqual([expect.stringMatching(/^\$\/actions\//)]);
    expect(JSON.stringify(steps)).not.toContain("secrets.source");
    expect(uses.every((action) => action !== undefined && !action.includes("\n"))).toBe(true);
  }
});

test("of feedback's jobs the one that reads what strangers wrote may write nothing, and the one that writes runs our action alone", async () => {
  const { collect, propose } = (await readWorkflow("collect-feedback.yml")).jobs;
  expect(Object.values(collect?.permissions ?? {})).not.toContain("write");
  expect(propose?.steps.map(({ uses, run }) => uses ?? run)).toEqual(["$/actions/collect-feedback"]);
  expect(JSON.stringify(propose)).not.toContain("secrets.");
});

test("a promotion checks nothing out, runs our action alone, and looks at comments with a line that may be a command", async () => {
  const { promote } = (await readWorkflow("promote-model.yml")).jobs;
  expect(promote?.steps.map(({ uses, run }) => uses ?? run)).toEqual(["$/actions/promote-model"]);
  const isLookedAt = (body: string, { action = "created", type = "User", task = "comment", bots = false } = {}) => {
    const event = { action, comment: { body, user: { type } } };
    return holds(promote?.if, { inputs: { task, bots }, github: { event } }, "success");
  };
  for (const body of ["/why ranker", "Look:\n/why ranker", "Look:\r\n/why ranker"]) expect(isLookedAt(body)).toBe(true);
  for (const body of ["and/or", "", "a \\n/why"]) expect(isLookedAt(body)).toBe(false);
  expect(isLookedAt("/why ranker", { action: "edited" })).toBe(false);
  expect(isLookedAt("/why ranker", { type: "Bot" })).toBe(false);
  expect(isLookedAt("/why ranker", { type: "Bot", bots: true })).toBe(true);
  expect(isLookedAt("", { task: "promote" })).toBe(true);
});

test.each([
  ["promote-model.yml", "promote", "registry", ""],
  ["watch-canary.yml", "move", "package", ":1.0.0"],
])(
  "the token of %s's job is for GitHub's registry alone, and a secret goes before it",
  async (file, job, input, tag) => {
    const { steps = [] } = (await readWorkflow(file)).jobs[job] ?? {};
    const login = String(steps.at(-1)?.with["registry-password"]);
    const given = (place: string, secrets = {}) =>
      fill(login, { inputs: { [input]: place }, secrets, github: { token: "the-job's" } }, "success");
    expect(given(`oci://ghcr.io/acme/ranker${tag}`)).toBe("the-job's");
    for (const place of ["", `oci://ghcr.io.evil.example/acme/ranker${tag}`, `oci://quay.io/ghcr.io/ranker${tag}`]) {
      expect(given(place)).toBe("");
    }
    expect(given(`oci://ghcr.io/acme/ranker${tag}`, { "registry-password": "a-secret" })).toBe("a-secret");
  },
);

test("reports on one commit wait for each other, and none is dropped for another model's or another fork's", async () => {
  const { group, "cancel-in-progress": cancels } = mapping(
    mapping(await readJob("report-model.yml", "report"))["concurrency"],
  );
  expect(cancels).toBe(false);
  const groupOf = (key: string, repository: number, sha: string) => {
    const event = { workflow_run: { head_sha: sha, head_repository: { id: repository } } };
    return fill(String(group), { inputs: { key, part: "" }, github: { event, run_id: 1 } }, "success");
  };
  expect(groupOf("a", 1, "f")).toBe(groupOf("a", 1, "f"));
  const different = [groupOf("a", 1, "f"), groupOf("b", 1, "f"), groupOf("a", 2, "f"), groupOf("a", 1, "e")];
  expect(new Set(different).size).toBe(different.length);
});

async function readJob(file: string, job: string): Promise<unknown> {
  const text = await readFile(join(REPOSITORY, ".github", "workflows", file), "utf8");
  const [workflow] = parseYaml({ where: file, text });
  return mapping(mapping(workflow)["jobs"])[job];
}

test.each(SHIPPED)("the inputs of %s are the ones that the document lists", async (file) => {
  const document = readFileSync(join(REPOSITORY, "docs", DOCUMENTS[file] ?? "forks.md"), "utf8");
  const [, part = ""] = document.split(`### Inputs of ${file}\n`);
  const rows = part.trim().split("\n\n")[0]?.split("\n").slice(2);
  expect(rows).toEqual(tableOf(await readWorkflow(file)));
});

function tableOf({ on }: Workflow): string[] {
  return Object.entries(on.workflow_call.inputs).map(([name, input]) => {
    const shown = (input.default ?? "") === "" ? "" : `\`${input.default}\``;
    return `| \`${name}\` | ${shown} | ${input.description} |`;
  });
}
