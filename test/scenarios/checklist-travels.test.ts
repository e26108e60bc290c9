import { generateKeyPairSync } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createGitFolder } from "../harness/git-repository.ts";
import { startRegistry } from "../harness/registry/index.ts";
import { type ActionOptions, type ActionRun, runAction } from "../harness/runner.ts";

// A team packages a model, answers its checklist, signs, and verifies before use that the checklist still stands. What
// goes from step to step is the package alone, in a folder or in a registry.

const LAYOUT = "airworthy-packages/acme+m-1.0.0";
const CHECKLIST = `title: Before this model is released
sections:
  - title: All
    section_id: A
    lines:
      - { line_id: A.1, line_summary: Consent, line: Did people consent? }
      - { line_id: A.2, line_summary: Packaged, line: Is it one package?, evidence: [{ type: model-package }] }
      - { line_id: A.3, line_summary: Night, line: Who is called at night? }
`;
/** In force for as long as anybody runs this. */
const EXCEPTIONS = `exceptions:
  - { line: A.3, owner: "@ann", reason: The rota is being made., expires: 2999-12-31 }
`;
const signOffs = (digest: string) => `sign-offs:
  - { line: A.1, who: "@bob", on: 2026-01-10, package: "${digest}" }
`;

/** A workspace with a model, its checklist and a key, and a step of each verb in it. */
async function workspace() {
  const space = await createGitFolder();
  const { publicKey, privateKey } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const head = await space.commit({
    "model/weights.bin": "the weights of a model",
    "key.pem": privateKey,
    "key.pub": publicKey,
    ".airworthy/checklist.yml": CHECKLIST,
    ".airworthy/exceptions.yml": EXCEPTIONS,
  });
  const write = (name: string, content: string) => writeFile(join(space.path, name), content);
  const step = (verb: string, inputs: Record<string, string>, more: Partial<ActionOptions> = {}): Promise<ActionRun> =>
    runAction(verb, { cwd: space.path, inputs, ...more });
  const packaged = async (inputs: Record<string, string> = {}) => {
    const run = await step("package-model", { path: "model", name: "acme/m", version: "1.0.0", ...inputs });
    expect(run.exitCode, run.stdout).toBe(0);
    return run.outputs;
  };
  const audited = (place: string, more: Partial<ActionOptions> = {}) =>
    step("audit-model", { package: place, checklist: ".airworthy/checklist.yml" }, more);
  const verified = (place: string, inputs: Record<string, string> = {}) =>
    step("verify-model", { package: place, require: "checklist", ...inputs });
  const dispose = space[Symbol.asyncDispose];
  return { head, write, step, packaged, audited, verified, [Symbol.asyncDispose]: dispose };
}

test("the checklist of a package in a folder goes along with it, is signed with it, and is required before its use", async () => {
  await using space = await workspace();
  const { digest = "" } = await space.packaged();
  const before = await space.verified(LAYOUT);
  expect([before.exitCode, before.outputs["reason-code"]]).toEqual([1, "checklist-missing"]);

  const open = await space.audited(LAYOUT);
  expect(open.outputs).toMatchObject({ verdict: "inconclusive", checklist: "inconclusive", attached: LAYOUT });
  const unanswered = await space.verified(LAYOUT);
  expect([unanswered.exitCode, unanswered.outputs["reason-code"]]).toEqual([1, "checklist-incomplete"]);

  await space.write(".airworthy/sign-offs.yml", signOffs(digest));
  const answered = await space.audited(LAYOUT);
  expect(answered.outputs).toMatchObject({ verdict: "warn", checklist: "warn", attached: LAYOUT });
  const unsigned = await space.verified(LAYOUT);
  expect(unsigned.exitCode, unsigned.stdout).toBe(0);
  expect(unsigned.outputs["checklist"]).toBe("warn");
  const claimed = await space.verified(LAYOUT, { key: "key.pub" });
  expect(claimed.exitCode).toBe(1);

  const signed = await space.step("sign-model", { package: LAYOUT, key: "key.pem" });
  expect(signed.exitCode, signed.stdout).toBe(0);
  const held = await space.verified(LAYOUT, { key: "key.pub" });
  expect(held.exitCode, held.stdout).toBe(0);
  expect(held.outputs).toMatchObject({ verdict: "pass", checklist: "warn" });
  expect(held.summary).toContain("Checklist: 3 lines: 1 met, 1 signed, 1 excepted");
  expect(held.summary).toMatch(/holds: warn as of \d{4}-\d\d-\d\d/);
});

test("a sign-off is void for the next package, whose checklist then does not hold", async () => {
  await using space = await workspace();
  const { digest = "" } = await space.packaged();
  await space.write(".airworthy/sign-offs.yml", signOffs(digest));
  await space.write("model/weights.bin", "other weights");
  await space.packaged({ output: "next" });
  const { outputs } = await space.audited("next");
  expect(outputs).toMatchObject({ verdict: "inconclusive", attached: "next" });
  const run = await space.verified("next");
  expect([run.exitCode, run.outputs["checklist"]]).toEqual([1, "inconclusive"]);
  expect(run.stdout).toContain("for another package");
});

test("in a registry the newest of several checklists counts, and the dossier is made from there", async () => {
  await using registry = await startRegistry();
  await using space = await workspace();
  const { digest = "", reference } = await space.packaged({ push: `${registry.host}/acme/m` });
  const place = `oci://${reference}`;
  await space.write(".airworthy/sign-offs.yml", signOffs(digest));
  expect((await space.audited(place)).outputs).toMatchObject({ verdict: "warn", attached: place });
  const held = await space.verified(place);
  expect(held.exitCode, held.stdout).toBe(0);
  expect(held.outputs["checklist"]).toBe("warn");

  // Outside of GitHub the changes through the lifecycle are read from the checkout.
  const local = { env: { GITHUB_REPOSITORY: undefined } };
  const dossier = await space.step("write-dossier", { package: place, evidence: "none/*.json" }, local);
  expect(dossier.outputs["reason-code"], dossier.stdout).toBe("points-empty");
  expect(dossier.outputs["sections-filled"]).toContain("5");

  await space.write(".airworthy/sign-offs.yml", "sign-offs: []\n");
  await space.audited(place);
  const reopened = await space.verified(place);
  expect([reopened.exitCode, reopened.outputs["checklist"]]).toEqual([1, "inconclusive"]);
});

test("a registry that takes nothing is told with a warning, and the evidence is written all the same", async () => {
  await using registry = await startRegistry();
  await using space = await workspace();
  const { digest = "", reference } = await space.packaged({ push: `${registry.host}/acme/m` });
  await space.write(".airworthy/sign-offs.yml", signOffs(digest));
  registry.faults.push({ kind: "answer", request: /^POST /, status: 403 });
  const run = await space.audited(`oci://${reference}`);
  expect(run.exitCode, run.stdout).toBe(0);
  expect(run.outputs).toMatchObject({ verdict: "warn", attached: "", checklist: "warn" });
  expect(run.outputs["evidence"]).toContain("audit-model.checklist.json");
  expect(run.annotations).toContainEqual(
    expect.objectContaining({ level: "warning", message: expect.stringContaining("goes along with no package") }),
  );
  expect(run.summary).toContain("goes along with no package");
  expect((await space.verified(`oci://${reference}`)).outputs["reason-code"]).toBe("checklist-missing");
});

test("what a fork's pull request says of the checklist is attached to nothing", async () => {
  await using space = await workspace();
  await space.packaged();
  const head = { sha: "a".repeat(40), repo: { full_name: "eve/sentiment" } };
  const payload = { pull_request: { number: 7, head, base: { sha: space.head, ref: "main" } } };
  const run = await space.audited(LAYOUT, { event: { name: "pull_request", payload } });
  expect(run.outputs, run.stdout).toMatchObject({ checklist: "inconclusive", attached: "" });
  expect(run.summary).toContain("may be a fork");
  expect((await space.verified(LAYOUT)).outputs["reason-code"]).toBe("checklist-missing");
});
