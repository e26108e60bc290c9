import { generateKeyPairSync } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { formatStatement, type Statement, sha256 } from "@airworthy/evidence";
import { createPromotion, decidePromotion, type PromotionPredicate, SUMMARY_TYPE } from "@airworthy/promotion";
import { envelopeStatement, verifyWithKey } from "@airworthy/signing";
import { expect, test } from "vitest";
import { FIRST, MODEL, recordsEverywhere, recordsFolder } from "../../../../../test/harness/promotion/records-place.ts";
import { candidate, promotion, registryWith } from "../../../../promotion/fixtures/example.ts";
import { summaryOf } from "./summary.ts";

const POLICY_FILE = { name: "airworthy.yml", sha256: sha256("the policy") };
const NOW = "2026-03-02T10:00:00Z";
const RUN = { inputs: [POLICY_FILE], tool: { name: "airworthy", version: "0.1.0" }, startedOn: NOW, finishedOn: NOW };
const NAME = "promote-model.staging";

/** The decision of a promotion of the registry's first package. */
function decision(facts: Parameters<typeof promotion>[3] = {}): Statement<PromotionPredicate> {
  const of = { ...candidate("1.0.0", "1"), digest: FIRST.digest };
  const situation = promotion("staging", of, registryWith([]), facts);
  return createPromotion(situation, decidePromotion(situation), RUN);
}

const promoted = decision();

test("a promotion says to others what was verified, where, and by which policy", async () => {
  await using space = await recordsEverywhere({ branch: "release/2#1" });
  const [file, ...others] = await summaryOf(promoted, NAME, POLICY_FILE, space.place);
  expect(others).toEqual([]);
  expect(file).toMatchObject({
    name: `${NAME}.vsa.json`,
    statement: {
      subject: promoted.subject,
      predicateType: SUMMARY_TYPE,
      predicate: {
        resourceUri: `oci://${space.registry.host}/acme/ranker@${FIRST.digest}`,
        policy: {
          uri: "git+https://github.com/octo-org/sentiment@refs/heads/release/2%231#airworthy.yml",
          digest: { sha256: POLICY_FILE.sha256 },
        },
        verificationResult: "PASSED",
        verifiedLevels: ["SLSA_BUILD_LEVEL_UNEVALUATED", "AIRWORTHY_STAGE_STAGING"],
      },
    },
  });
  const blob = file === undefined ? "" : formatStatement(file.statement);
  expect(space.registry.state.seen).toContain(`acme/${MODEL} sha256:${sha256(blob)}`);
  expect(space.warnings).toEqual([]);
});

test("outside of a workflow and a registry it names digest and file", async () => {
  await using space = await recordsFolder();
  const [file] = await summaryOf(promoted, NAME, { ...POLICY_FILE, name: "./my policy.yml" }, space.place);
  expect(file?.statement.predicate).toMatchObject({
    resourceUri: FIRST.digest,
    policy: { uri: "file:my%20policy.yml" },
  });
});

test("it is signed over its very bytes, and the bundle is what is attached", async () => {
  await using space = await recordsEverywhere({ sign: true, key: "key.pem" });
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  await space.write("key.pem", privateKey.export({ type: "pkcs8", format: "pem" }).toString());
  const [file] = await summaryOf(promoted, NAME, POLICY_FILE, space.place);
  const path = join(space.path, "airworthy-signatures", `${NAME}.vsa.sigstore.json`);
  const bundle = await readFile(path, "utf8");
  const key = publicKey.export({ type: "spki", format: "pem" }).toString();
  expect(envelopeStatement(verifyWithKey(bundle, key, "bundle"))).toEqual(file?.statement);
  expect(space.registry.state.seen).toContain(`acme/${MODEL} sha256:${sha256(bundle.trimEnd())}`);
});

test("what cannot be signed or attached is a warning: the promotion stands, and so does its summary", async () => {
  await using unsigned = await recordsFolder({ inputs: { sign: true, key: "missing.pem" } });
  expect(await summaryOf(promoted, NAME, POLICY_FILE, unsigned.place)).toHaveLength(1);
  expect(unsigned.warnings).toEqual([
    expect.stringContaining("The verification summary was not kept: cannot read missing.pem"),
  ]);
  await using misnamed = await recordsFolder({ inputs: { registry: "nowhere" } });
  expect(await summaryOf(promoted, NAME, POLICY_FILE, misnamed.place)).toEqual([]);
  expect(misnamed.warnings).toEqual([expect.stringContaining("The verification summary was not made: registry:")]);
});

test("what was not promoted has none", async () => {
  await using space = await recordsEverywhere();
  const refused = decision({ evidence: [] });
  expect(refused.predicate.effect).toBe("refused");
  expect(await summaryOf(refused, NAME, POLICY_FILE, space.place)).toEqual([]);
  expect(space.writes()).toEqual([]);
});
