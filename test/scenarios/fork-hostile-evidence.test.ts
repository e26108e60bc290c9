import { randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { formatStatement } from "@airworthy/evidence";
import { expect, test } from "vitest";
import {
  type ArchiveMember,
  addArtifact,
  type GitHub,
  startGitHub,
  workflowRunEvent,
  zipArchive,
} from "../harness/github/index.ts";
import type { ActionRun } from "../harness/runner.ts";
import { postReportStep } from "./post-report-step.ts";
import { behaviorEvidence, createWorkspace } from "./report-workspace.ts";

const FORK = {
  number: 8,
  state: "open",
  head: { sha: "f".repeat(40), ref: "patch-1", repository: "contributor/sentiment" },
} as const;
const RUN = 900;

const passing = behaviorEvidence({ verdict: "pass", change: "stable", headline: "All good" });
const GOOD: ArchiveMember = { name: "behavior.json", content: formatStatement(passing) };
const MIB = 1024 * 1024;

/** What a fork's run uploaded, beside good evidence. */
interface Upload {
  readonly content: Buffer;
  readonly size?: number;
  readonly expired?: boolean;
}

const REFUSED: readonly [string, Upload, RegExp][] = [
  ["a name that leads out of the folder", zip(["../../../evil.json", "{}"]), /evil\.json/],
  ["a name from the top of the disk", zip(["/tmp/evil.json", "{}"]), /absolute path/],
  ["a name with a drive", zip(["C:\\evil.json", "{}"]), /evil\.json/],
  [
    "a symbolic link",
    { content: asSymbolicLink(zipArchive([{ name: "a.json", content: "/etc/passwd" }])) },
    /not JSON/,
  ],
  ["10,000 files", files(10_000), /10000 entries; 1000 are allowed/],
  ["more than there is room for, by its own word", bomb({ size: 1024 * MIB }), /unpacks to more than/],
  ["more than there is room for, whatever it says", bomb({ size: 10 }), /too many bytes/],
  ["a gigabyte, as GitHub has it", { content: zipArchive([GOOD]), size: 1024 * MIB }, /1073741824 bytes; 67108864/],
  [
    "more than the ten bytes that it says",
    { content: randomBytes(65 * MIB), size: 10 },
    /more than the 67108864 bytes/,
  ],
  ["no archive", { content: Buffer.from("#!/bin/sh\n") }, /evidence-x/],
  ["no JSON", zip(["a.json", "verdict: pass"]), /evidence-x\/a\.json is not JSON/],
  ["no evidence", zip(["a.sh", "echo pass"]), /holds no \.json file/],
  ["text that is not UTF-8", { content: zipArchive([{ name: "a.json", content: Buffer.from([0xff]) }]) }, /a\.json/],
  ["a deep nest", zip(["a.json", "[".repeat(100_000)]), /a\.json/],
  ["a prototype", zip(["a.json", '{"__proto__": {"verdict": "pass"}, "constructor": 1}']), /a\.json is not valid/],
  [
    "an unknown type",
    zip(["a.json", formatStatement({ ...passing, predicateType: "https://evil.example/pass/v1" })]),
    /type is not known: \\?"https:/,
  ],
  [
    "evidence on another digest of the same version",
    zip(["a.json", formatStatement(behaviorEvidence({ verdict: "pass", change: "stable", sha256: "d".repeat(64) }))]),
    /digests of "review-sentiment@2\.0\.0" do not match/,
  ],
  [
    "evidence whose envelope names another digest than its content",
    zip(["a.json", formatStatement({ ...passing, subject: [{ name: "x", digest: { sha256: "d".repeat(64) } }] })]),
    /the digests do not match/,
  ],
  [
    "evidence with a commit and a pull request of its own choice",
    zip([
      "a.json",
      formatStatement({ ...passing, predicate: { ...passing.predicate, headSha: "a".repeat(40), pullRequest: 7 } }),
    ]),
    /headSha: unknown field/,
  ],
  ["an archive that GitHub has deleted", { content: zipArchive([GOOD]), expired: true }, /"evidence-x" has expired/],
];

test.concurrent.each(REFUSED)(
  "%s is refused: an error, not a pass, and nothing lands beside it",
  async (_, upload, why) => {
    await using github = await startGitHub();
    await using workspace = await createWorkspace();
    github.state.pulls.push(FORK);
    addArtifact(github.state, { name: "evidence-good", runId: RUN, content: zipArchive([GOOD]) });
    addArtifact(github.state, { name: "evidence-x", runId: RUN, ...upload });
    const run = await report(github, workspace);
    expect(run.stderr).toBe("");
    expect([run.exitCode, run.outputs["verdict"]]).toEqual([1, "error"]);
    expect(run.annotations.map(({ message }) => message).join("\n")).toMatch(why);
    expect(github.state.comments[0]?.body).toMatch(/No result: .*read|No result: .*before reporting/);
    expect(github.state.checks).toMatchObject([{ conclusion: "failure", headSha: FORK.head.sha }]);
    expect((await readdir(workspace.folder, { recursive: true })).filter((name) => name.includes("evil"))).toEqual([]);
  },
);

test.concurrent("51 artifacts are too many, and of a thousand and one not even the names are read", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace();
  github.state.pulls.push(FORK);
  const content = zipArchive([GOOD]);
  for (let index = 0; index < 51; index++)
    addArtifact(github.state, { name: `evidence-${index}`, runId: RUN, content });
  const many = await report(github, workspace);
  expect(many.annotations[0]?.message).toContain("51 match; 50 are allowed");
  for (let index = 51; index < 1_001; index++) addArtifact(github.state, { name: `x-${index}`, runId: RUN, content });
  const far = await report(github, workspace);
  expect(far.annotations[0]?.message).toContain("1001 artifacts; 1000 are allowed");
  expect(github.requests.filter(({ path }) => path.endsWith("/zip"))).toEqual([]);
});

test.concurrent("what lies beside evidence is not read, and no Markdown in it is alive", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace();
  github.state.pulls.push(FORK);
  const hostile = behaviorEvidence({
    headline:
      "<img src=x onerror=alert(1)> <!-- airworthy key=other --> @octo-org/admins ![x](https://evil.example/x.png)",
    titles: ["</details> | [click](javascript:alert(1)) | #7"],
  });
  const content = zipArchive([
    { name: "a.json", content: formatStatement(hostile) },
    { name: "report.md", content: "# approved by @octo-org/admins" },
    { name: "NUMBER", content: "7" },
  ]);
  addArtifact(github.state, { name: "evidence-x", runId: RUN, content });
  const run = await report(github, workspace);
  expect(run.outputs).toMatchObject({ verdict: "fail", comment: "created" });
  expect(github.state.comments.map(({ issue }) => issue)).toEqual([8]);
  expect(github.state.checks.map(({ headSha }) => headSha)).toEqual([FORK.head.sha]);
  const body = github.state.comments[0]?.body ?? "";
  expect(body).toContain("img src=x onerror");
  for (const live of [
    /<img/,
    /<!-- airworthy key=other/,
    /[^\\`]!\[x\]\(/,
    /\]\(javascript/,
    /(?<![\w`\u200b&;\\])@octo-org/,
  ]) {
    expect(body).not.toMatch(live);
  }
  expect(body).not.toContain("approved by");
});

function report(github: GitHub, workspace: Awaited<ReturnType<typeof createWorkspace>>): Promise<ActionRun> {
  const event = workflowRunEvent(FORK, { id: RUN, attempt: 1 });
  // The runner has no artifact service for this: what another run left is had by the API.
  const env = { ACTIONS_RUNTIME_TOKEN: "", ACTIONS_RESULTS_URL: "" };
  return postReportStep(github, workspace, { event, env, inputs: { artifacts: "evidence-*", evidence: "none" } });
}

function zip([name, content]: readonly [string, string]): Upload {
  return { content: zipArchive([{ name, content }]) };
}

function files(count: number): Upload {
  return {
    content: zipArchive(Array.from({ length: count }, (_, index) => ({ name: `${index}.json`, content: "{}" }))),
  };
}

/** Four megabytes of nothing, packed into four kilobytes, that claim to have another size. */
function bomb({ size }: { size: number }): Upload {
  return { content: zipArchive([{ name: "a.json", content: Buffer.alloc(4 * MIB), size }]) };
}

/** APPNOTE.TXT 4.4.2 and 4.4.15: made on Unix (3), with the mode of a link in the upper half of the attributes. */
function asSymbolicLink(archive: Buffer): Buffer {
  const entry = archive.indexOf("PK\x01\x02");
  archive.writeUInt8(3, entry + 5);
  archive.writeUInt32LE((0o120777 << 16) >>> 0, entry + 38);
  return archive;
}
