import { formatStatement } from "@airworthy/evidence";
import * as v from "valibot";
import { expect, test } from "vitest";
import { FIRST, MODEL, promotion } from "../../fixtures/example.ts";
import { decidePromotion } from "../decide/decide-promotion.ts";
import { emptyModel } from "../records/registry.ts";
import { createPromotion } from "./create-promotion.ts";
import { verificationSummary } from "./verification-summary.ts";

/**
 * https://slsa.dev/spec/v1.1/verification_summary, field by field, with ResourceDescriptor and Timestamp as
 * https://github.com/in-toto/attestation/tree/main/spec/v1 has them; a level is one of SLSA's, FAILED, or none that begins with
 * SLSA_.
 */
const uri = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9+.-]*:\S+$/));
const digest = v.strictObject({ sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) });
const described = v.strictObject({ uri: v.optional(uri), name: v.optional(v.string()), digest });
const level = v.pipe(v.string(), v.regex(/^(SLSA_BUILD_LEVEL_(UNEVALUATED|[0-3])|FAILED|(?!SLSA_)\S+)$/));
const specified = v.strictObject({
  _type: v.literal("https://in-toto.io/Statement/v1"),
  subject: v.tuple([v.strictObject({ name: v.string(), digest })]),
  predicateType: v.literal("https://slsa.dev/verification_summary/v1"),
  predicate: v.strictObject({
    verifier: v.strictObject({ id: uri, version: v.record(v.string(), v.string()) }),
    timeVerified: v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)),
    resourceUri: uri,
    policy: described,
    inputAttestations: v.pipe(v.array(described), v.minLength(1)),
    verificationResult: v.picklist(["PASSED", "FAILED"]),
    verifiedLevels: v.pipe(v.array(level), v.minLength(1)),
    slsaVersion: v.literal("1.1"),
  }),
});

const NOW = "2026-03-02T10:00:00Z";
const RUN = { inputs: [], tool: { name: "airworthy", version: "0.1.0" }, startedOn: NOW, finishedOn: NOW };

test.each([
  ["promoted", {}, "PASSED"],
  ["refused", { approvals: [], lock: "another" }, "FAILED"],
])("what was %s is said field by field as SLSA 1.1 has it, of the package's manifest", (effect, facts, result) => {
  const situation = promotion("staging", FIRST, emptyModel(MODEL), facts);
  const statement = createPromotion(situation, decidePromotion(situation), RUN);
  expect(statement.predicate.effect).toBe(effect);
  const policy = { uri: "git+https://github.com/acme/models@refs/heads/main#airworthy.yml", sha256: "a".repeat(64) };
  const summary = verificationSummary(statement, { resourceUri: `oci://host/ranker@${FIRST.digest}`, policy });
  const read = v.parse(specified, JSON.parse(formatStatement(summary)));
  expect(`sha256:${read.subject[0].digest.sha256}`).toBe(FIRST.digest);
  expect(read.predicate.verificationResult).toBe(result);
});
