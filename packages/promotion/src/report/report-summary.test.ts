import type { Statement } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { FIRST, MODEL, promotion } from "../../fixtures/example.ts";
import { decidePromotion } from "../decide/decide-promotion.ts";
import { createPromotion } from "../evidence/create-promotion.ts";
import { verificationSummary } from "../evidence/verification-summary.ts";
import { emptyModel } from "../records/registry.ts";
import { reportSummary } from "./report-summary.ts";

const NOW = "2026-03-02T10:00:00Z";
const RUN = { inputs: [], tool: { name: "airworthy", version: "0.1.0" }, startedOn: NOW, finishedOn: NOW };
const PLACES = { resourceUri: "oci://host/ranker", policy: { uri: "file:airworthy.yml", sha256: "a".repeat(64) } };
const situation = promotion("staging", FIRST, emptyModel(MODEL));
const made = verificationSummary(createPromotion(situation, decidePromotion(situation), RUN), PLACES);
const summary: Statement = made;

test("a report reads it again, as it reads anybody's", () => {
  expect(reportSummary(summary)).toMatchObject({
    title: "Verification summary",
    verdict: "pass",
    headline: "https://airworthy.dev/promote-model says PASSED.",
    candidate: { name: MODEL, version: "1.0.0", sha256: FIRST.digest.slice("sha256:".length) },
    facts: ["SLSA_BUILD_LEVEL_UNEVALUATED", "AIRWORTHY_STAGE_STAGING"],
  });
  const failed = { verifier: { id: "https://verifier.example" }, verificationResult: "FAILED" };
  expect(reportSummary({ ...summary, predicate: failed })).toMatchObject({ verdict: "fail", facts: [] });
});

test.each([
  ["that is none", {}],
  ["with a result in other letters", { verificationResult: "passed" }],
  ["with a verifier that fills a page", { verifier: { id: "x".repeat(501) } }],
  ["with levels without end", { verifiedLevels: Array.from({ length: 51 }, () => "SLSA_BUILD_LEVEL_3") }],
])("one %s is refused", (_, fault) => {
  const predicate = Object.keys(fault).length === 0 ? fault : { ...made.predicate, ...fault };
  expect(() => reportSummary({ ...summary, predicate })).toThrow("the verification summary");
});
