import { join } from "node:path";
import type { Statement } from "@airworthy/evidence";
import { type ChecklistPredicate, parseChecklist, stateChecklist } from "@airworthy/governance";
import { describe, expect, test } from "vitest";
import { verify } from "../../../../test/harness/run-verify-model.ts";
import { silentPorts } from "../../../../test/harness/silent-ports.ts";
import { DIGEST, workspace } from "../verify-model/example-package.ts";
import { type Attached, attachChecklist, withAttached } from "./attach-checklist.ts";

const FILE = `title: Ready
unanswered: fail
sections:
  - title: All
    section_id: A
    lines:
      - { line_id: A.1, line_summary: Consent, line: Did people consent? }
`;

/** A checklist of one line, which somebody signed for or nobody has. */
function checklist(isSigned: boolean, { sha256 = DIGEST, time = "10:00" } = {}): Statement<ChecklistPredicate> {
  const signOff = { line: "A.1", who: "@bob", on: "2025-12-30", package: sha256, data: [], note: null };
  return stateChecklist({
    candidate: { name: "acme/m", version: "1.0.0", sha256, digestOf: "package" },
    data: [],
    asOf: "2026-01-01",
    checklist: parseChecklist(FILE, "checklist.yml"),
    evidence: [],
    signOffs: isSigned ? [signOff] : [],
    exceptions: [],
    command: "npx airworthy audit-model",
    inputs: [],
    tool: { name: "airworthy", version: "0.1.0" },
    startedOn: "2026-01-01T00:00:00Z",
    finishedOn: `2026-01-01T${time}:00Z`,
  });
}

const named = (statement: Statement) => ({ name: "audit-model.checklist.json", statement });

test("it is attached to the package's layout, and takes the place of the older one", async () => {
  await using space = await workspace();
  const ports = silentPorts(space.path);
  expect(await attachChecklist(named(checklist(false)), "layout", ports)).toEqual({
    to: "layout",
    why: null,
    isExpected: true,
  });
  expect((await verify(space)).outputs.checklist).toBe("fail");
  await attachChecklist(named(checklist(true, { time: "11:00" })), "layout", ports);
  const { verdict, outputs, predicate } = await verify(space, { require: ["checklist"] });
  expect({ verdict, checklist: outputs.checklist }).toEqual({ verdict: "pass", checklist: "pass" });
  expect(predicate.findings.filter(({ kind }) => kind === "evidence")).toHaveLength(1);
});

test.each([
  ["no package", undefined, "no package was given"],
  ["a digest alone", `sha256:${DIGEST}`, "only its digest was given"],
])("%s is nothing to attach to, which is no warning", async (_, reference, why) => {
  expect(await attachChecklist(named(checklist(true)), reference, silentPorts("/"))).toEqual({
    to: null,
    why,
    isExpected: false,
  });
});

describe("a package that does not have it in the end is told with the reason", () => {
  test("where it is of another digest, or not there", async () => {
    await using space = await workspace();
    const attach = (reference: string, sha256 = DIGEST) =>
      attachChecklist(named(checklist(true, { sha256 })), reference, silentPorts(space.path));
    expect((await attach("layout", "b".repeat(64))).why).toContain("the checklist is of sha256:bbbb");
    expect(await attach("nowhere")).toMatchObject({ to: null, isExpected: true });
    expect((await verify(space)).outputs.checklist).toBe("");
  });

  test("where the change is a fork's", async () => {
    await using space = await workspace();
    const event = { pull_request: { head: { repo: { full_name: "eve/sentiment" } } } };
    await space.write("event.json", JSON.stringify(event));
    const env = {
      GITHUB_EVENT_NAME: "pull_request",
      GITHUB_EVENT_PATH: join(space.path, "event.json"),
      GITHUB_REPOSITORY: "octo-org/sentiment",
    };
    const attached = await attachChecklist(named(checklist(true)), "layout", silentPorts(space.path, { env }));
    expect(attached).toMatchObject({ to: null, isExpected: true });
    expect(attached.why).toContain("fork");
    expect((await verify(space)).outputs.checklist).toBe("");
  });
});

describe("the outcome", () => {
  const outcome = {
    verdict: "pass",
    reasonCode: "lines-hold",
    headline: "checklist: Ready",
    outputs: { attached: "" },
    evidence: [],
    summary: [],
    annotations: [],
  } as const;
  const failed: Attached = { to: null, why: "the registry said no", isExpected: true };

  test("warns at least where a package does not have its checklist, and never gets better by it", () => {
    expect(withAttached(outcome, failed)).toMatchObject({
      verdict: "warn",
      reasonCode: "checklist-not-attached",
      annotations: [{ level: "warning", message: "The checklist goes along with no package: the registry said no." }],
      summary: [{ kind: "alert", tone: "warning" }],
    });
    const worse = { ...outcome, verdict: "fail", reasonCode: "not-signed" } as const;
    expect(withAttached(worse, failed)).toMatchObject({ verdict: "fail", reasonCode: "not-signed" });
  });

  test("names the package that has it, and says plainly where there was none to have it", () => {
    expect(withAttached(outcome, { to: "layout", why: null, isExpected: true })).toMatchObject({
      verdict: "pass",
      outputs: { attached: "layout" },
      annotations: [],
    });
    const without = withAttached(outcome, { to: null, why: "no package was given", isExpected: false });
    expect(without).toMatchObject({ verdict: "pass", outputs: { attached: "" }, annotations: [] });
    expect(JSON.stringify(without.summary)).toContain("no package was given");
  });
});
