import { BEHAVIOR_TYPE, reportTestResult } from "@airworthy/behavior";
import type { ExaminedEvidence } from "@airworthy/clearance";
import {
  createStatement,
  formatStatement,
  IN_TOTO_PAYLOAD,
  parseStatement,
  sha256,
  subjectOf,
  type VersionRef,
} from "@airworthy/evidence";
import {
  CHECKLIST_TYPE,
  parseChecklist,
  parseChecklistEvidence,
  parseExceptions,
  stateChecklist,
} from "@airworthy/governance";
import type { Attachment } from "@airworthy/model-package";
import { keySigner } from "@airworthy/signing";
import { describe, expect, test } from "vitest";
import { verify } from "../../../../test/harness/run-verify-model.ts";
import { behaviorEvidence } from "../../../../test/scenarios/report-workspace.ts";
import { bundleAttachment, evidenceAttachment } from "../attachments.ts";
import { DIGEST, keyPair, layoutContents, workspace } from "./example-package.ts";

const OURS: VersionRef = { name: "acme/m", version: "1.0.0", sha256: DIGEST, digestOf: "package" };
const JANUARY = new Date("2026-01-20T12:00:00Z");
const APRIL = new Date("2026-04-01T00:00:00Z");

const FILE = `title: Ready
sections:
  - title: All
    section_id: A
    lines:
      - { line_id: A.1, line_summary: Consent, line: Did people consent? }
      - { line_id: A.2, line_summary: Tested, line: Was it tested?, evidence: [{ type: behavior }] }
`;

const EXCEPTIONS = `exceptions:
  - { line: A.1, owner: "@ann", reason: Being asked., expires: 2026-03-31 }
`;

const TEST = behaviorEvidence({ name: "acme/m", sha256: DIGEST, verdict: "pass", change: "stable" });
const TESTED = evidenceAttachment("test.json", formatStatement(TEST), BEHAVIOR_TYPE);

interface Given {
  readonly candidate?: VersionRef;
  readonly excepted?: boolean;
  readonly asOf?: string;
  readonly time?: string;
  readonly verdict?: "pass" | "fail";
}

/** A checklist of two lines: one by the evidence of a test, which passed, one by an exception until the end of March. */
function checklist({ candidate = OURS, excepted = true, asOf = "2026-01-15", time = "10:00", verdict }: Given = {}) {
  return formatStatement(
    stateChecklist({
      candidate,
      data: [],
      asOf,
      checklist: parseChecklist(FILE, "checklist.yml"),
      evidence: [tested(verdict)],
      signOffs: [],
      exceptions: excepted ? parseExceptions(EXCEPTIONS, "exceptions.yml") : [],
      command: "npx airworthy audit-model",
      inputs: [],
      tool: { name: "airworthy", version: "0.1.0" },
      startedOn: `${asOf}T00:00:00Z`,
      finishedOn: `${asOf}T${time}:00Z`,
    }),
  );
}

/** The attached test's result, or what somebody says of it. */
function tested(verdict?: "pass" | "fail"): ExaminedEvidence {
  const section = reportTestResult(TEST);
  return {
    name: "test.json",
    sha256: sha256(formatStatement(TEST)),
    statement: TEST,
    section: { ...section, verdict: verdict ?? section.verdict },
  };
}

const attached = (text = checklist(), name = "audit-model.checklist.json") =>
  evidenceAttachment(name, text, CHECKLIST_TYPE);

async function signed(key: string, text = checklist()): Promise<Attachment> {
  const bundle = await keySigner(key).sign(IN_TOTO_PAYLOAD, Buffer.from(text));
  return bundleAttachment("audit-model.checklist.sigstore.json", bundle, CHECKLIST_TYPE);
}

async function verified(attachments: readonly Attachment[], { now = JANUARY, inputs = {} } = {}) {
  await using space = await workspace(layoutContents(attachments));
  const { verdict, reasonCode, outputs, summary, predicate } = await verify(space, inputs, now);
  const checks = predicate.findings.filter(({ kind }) => kind === "checklist");
  return { verdict, reasonCode, checklist: outputs.checklist, summary, checks, predicate };
}

const REQUIRED = { inputs: { require: ["checklist"] } };

test("a checklist that goes along with the package is told with its lines, as of its own day and as of today", async () => {
  const { verdict, checklist: standing, checks, summary } = await verified([attached(), TESTED]);
  expect({ verdict, standing }).toEqual({ verdict: "pass", standing: "warn" });
  const lines =
    "Ready: 2 lines: 1 met, 1 excepted; A.1 Consent is excepted: nobody has signed; @ann accepts it until 2026-03-31: Being asked.";
  expect(checks).toMatchObject([
    {
      id: "audit-model.checklist.json",
      reasonCode: "checklist-complete",
      headline: `holds: warn as of 2026-01-15 (${lines}); warn as of 2026-01-20 (${lines}); not signed`,
    },
  ]);
  expect(JSON.stringify(summary)).toContain("judged again as of 2026-01-20");
});

test("an exception that has lapsed since warns, and fails where the checklist is required", async () => {
  const lapsed = await verified([attached(), TESTED], { now: APRIL });
  expect(lapsed).toMatchObject({ verdict: "warn", reasonCode: "checklist-lapsed", checklist: "fail" });
  expect(lapsed.checks[0]?.headline).toMatch(
    /^held, and does no longer: warn as of 2026-01-15 .*; fail as of 2026-04-01 /,
  );
  const required = await verified([attached(), TESTED], { ...REQUIRED, now: APRIL });
  expect(required).toMatchObject({ verdict: "fail", reasonCode: "checklist-lapsed" });
  expect(required.checks[0]?.headline).toContain("is required, and held, and does no longer");
});

describe("where it is required", () => {
  test("one that holds today passes", async () => {
    expect(await verified([attached(), TESTED], REQUIRED)).toMatchObject({
      verdict: "pass",
      checklist: "warn",
    });
  });

  test("none, and one that is not valid, fail", async () => {
    expect(await verified([TESTED], REQUIRED)).toMatchObject({
      verdict: "fail",
      reasonCode: "checklist-missing",
      checklist: "",
    });
    const forged = checklist({ excepted: false }).replaceAll('"inconclusive"', '"pass"');
    expect(await verified([attached(forged), TESTED], REQUIRED)).toMatchObject({
      verdict: "fail",
      checklist: "",
    });
  });

  test("one with an open line fails, and only warns where it is not required", async () => {
    const open = [attached(checklist({ excepted: false })), TESTED];
    const incomplete = { reasonCode: "checklist-incomplete", checklist: "inconclusive" };
    expect(await verified(open, REQUIRED)).toMatchObject({ verdict: "fail", ...incomplete });
    expect(await verified(open)).toMatchObject({ verdict: "warn", ...incomplete });
  });

  test("one of another package fails, whether its subject says so or only what it speaks of", async () => {
    const other = checklist({ candidate: { ...OURS, sha256: "b".repeat(64) } });
    const statement = parseStatement(other, "checklist.json");
    const swapped = formatStatement({ ...statement, subject: [{ name: "acme/m@1.0.0", digest: { sha256: DIGEST } }] });
    for (const text of [other, swapped]) {
      expect(await verified([attached(text)], REQUIRED)).toMatchObject({
        verdict: "fail",
        reasonCode: "subject-mismatch",
        checklist: "",
      });
    }
    expect((await verified([attached(swapped)])).checks[0]?.headline).toContain("speaks of sha256:bbbb");
  });

  test("one that is as of a day to come fails; clocks may differ by a day", async () => {
    const on = (asOf: string) => verified([attached(checklist({ asOf })), TESTED], REQUIRED);
    expect(await on("2026-01-21")).toMatchObject({ verdict: "pass" });
    expect(await on("2026-01-22")).toMatchObject({ verdict: "fail", reasonCode: "checklist-not-yet" });
  });
});

test("of several the newest counts, the better one makes up for nothing", async () => {
  const newer = attached(checklist({ excepted: false, time: "11:00" }), "newer.json");
  for (const both of [
    [attached(), newer],
    [newer, attached()],
  ]) {
    expect(await verified([...both, TESTED], REQUIRED)).toMatchObject({
      checklist: "inconclusive",
      verdict: "fail",
    });
  }
});

test("what it says of evidence that is here must be what that evidence says; how much is not here is told", async () => {
  const forged = attached(checklist({ verdict: "fail" }));
  const contradicted = await verified([forged, TESTED]);
  expect(contradicted).toMatchObject({ verdict: "fail", reasonCode: "facts-differ", checklist: "inconclusive" });
  const { checks } = await verified([attached()]);
  expect(checks[0]?.headline).toContain("1 of 1 files that it rests on not here");
});

test("evidence that is here and that it says nothing of may deny a line", async () => {
  const failed = behaviorEvidence({ name: "acme/m", sha256: DIGEST, verdict: "fail", change: "regression" });
  const denying = evidenceAttachment("failed.json", formatStatement(failed), BEHAVIOR_TYPE);
  const denied = await verified([attached(), TESTED, denying], REQUIRED);
  expect(denied).toMatchObject({ verdict: "fail", reasonCode: "checklist-lapsed", checklist: "fail" });
  expect(denied.checks[0]?.headline).toContain("A.2 Tested is not met: failed.json: fail");
});

test("one that says it was made on a day to come does not outlive what comes after it", async () => {
  const made = parseChecklistEvidence(parseStatement(checklist(), "checklist.json"));
  const ahead = { ...made, finishedOn: "2099-01-01T00:00:00Z" };
  const text = formatStatement(createStatement(subjectOf(OURS), CHECKLIST_TYPE, ahead));
  const newer = attached(checklist({ excepted: false }), "newer.json");
  expect(await verified([attached(text, "ahead.json"), newer, TESTED], REQUIRED)).toMatchObject({
    verdict: "fail",
    reasonCode: "checklist-not-yet",
    checklist: "inconclusive",
  });
});

describe("where a signer is named", () => {
  const keys = keyPair();
  const named = async (attachments: readonly Attachment[]) => {
    await using space = await workspace(layoutContents([...attachments, TESTED]));
    await space.write("key.pub", keys.publicKey);
    const inputs = { key: "key.pub", require: ["checklist"] };
    const { predicate, outputs } = await verify(space, inputs, JANUARY);
    const [check] = predicate.findings.filter(({ kind }) => kind === "checklist");
    return { verdict: check?.verdict, reasonCode: check?.reasonCode, headline: check?.headline ?? "", outputs };
  };

  test("a checklist that the signer signed holds, and the signer is told", async () => {
    const { verdict, headline } = await named([attached(), await signed(keys.privateKey)]);
    expect(verdict).toBe("pass");
    expect(headline).toMatch(/; signed by key sha256:[0-9a-f]{64}$/);
  });

  test("one that nobody signed, or a stranger, is a mere claim, also where an older one is signed", async () => {
    const claim = { verdict: "fail", reasonCode: "claimed-not-signed", outputs: { checklist: "inconclusive" } };
    expect(await named([attached()])).toMatchObject(claim);
    expect(await named([attached(), await signed(keyPair().privateKey)])).toMatchObject(claim);
    const newer = attached(checklist({ time: "11:00" }));
    expect(await named([newer, await signed(keys.privateKey)])).toMatchObject(claim);
  });
});
