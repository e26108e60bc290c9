import { shortHex } from "../fields.ts";
import type { Stage } from "../policy/policy.ts";
import { problemOfRecord } from "../records/tags-for.ts";
import { shortDigest, timeInWords, versionInWords } from "../words/plain.ts";
import { denialOf } from "./denial.ts";
import type { PromotionFacts } from "./facts.ts";
import { failed, type Gate, open, passed } from "./gate.ts";
import { type PromotionRequest, promotionCommand } from "./request.ts";

/**
 * That the pull request is where the package was made of, and was so when the command was written. Who names the digest says
 * what is meant, whenever the last push was.
 */
export function headGate(request: PromotionRequest, { head, candidate, askedIn }: PromotionFacts): Gate {
  if (head === null) return passed("head", "no-pull-request", `the package is of commit ${candidate.commit}`);
  if (head.commit !== candidate.commit) {
    const words = `the pull request is at ${head.commit}, the package is of ${candidate.commit}`;
    return failed("head", "head-moved", `${words}: wait for the evidence of the new commit`);
  }
  const isNamed = request.digest !== null || request.confirm !== null;
  if (isNamed) return passed("head", "digest-named", `the head is ${head.commit}`);
  const named = promotionCommand(request, { ...candidate, version: null }, null);
  if (head.since === null) {
    return open("head", "no-push-time", `nobody knows when ${head.commit} was pushed: name the digest`, named);
  }
  if (Date.parse(head.since) <= Date.parse(askedIn.on)) {
    return passed("head", "same-head", `the head is ${head.commit}`);
  }
  const words = `${head.commit} was pushed after the command was written: look at it, and write the command anew`;
  return failed("head", "pushed-after", words, named);
}

/** That what was named is what was examined. */
export function digestGate(request: PromotionRequest, { candidate }: PromotionFacts): Gate {
  const { digest, version, confirm } = request;
  const right = promotionCommand(request, candidate, confirm === null ? null : shortHex(candidate.digest));
  if (digest !== null && digest !== candidate.digest) {
    return failed(
      "digest",
      "other-digest",
      `${shortDigest(digest)} was named; the package is ${candidate.digest}`,
      right,
    );
  }
  if (version !== null && version !== candidate.version) {
    const is = versionInWords(candidate);
    return failed("digest", "other-version", `version ${version} was named; the package is ${is}`, right);
  }
  return passed("digest", "same-digest", `the package is ${candidate.digest}`);
}

/** That the digits were repeated, where the stage asks for it. */
export function confirmationGate(request: PromotionRequest, stage: Stage, { candidate }: PromotionFacts): Gate {
  const wanted = shortHex(candidate.digest);
  if (request.confirm === wanted) return passed("confirmation", "confirmed", `${wanted} was confirmed`);
  if (request.confirm === null && !stage.confirm) {
    return passed("confirmation", "none-needed", `${stage.name} needs no confirmation`);
  }
  const again = promotionCommand(request, candidate, wanted);
  if (request.confirm === null) {
    return open("confirmation", "not-confirmed", `${stage.name} needs the digest's first digits repeated`, again);
  }
  return failed(
    "confirmation",
    "other-digits",
    `${request.confirm} was confirmed; the digest begins with ${wanted}`,
    again,
  );
}

/** That nobody went back from the version. */
export function deniedGate({ rollout }: Stage, { candidate, denied }: PromotionFacts): Gate {
  const denial = denialOf(denied, candidate.digest);
  if (denial === undefined) return passed("not-denied", "not-denied", "nobody went back from this version");
  const { by, on, reason } = denial;
  return failed(
    "not-denied",
    "denied",
    `${by} went back from this version on ${timeInWords(on)}: ${reason}`,
    `npx airworthy manage-rollout --move allow --rollout ${rollout ?? "…"} --digest ${candidate.digest} --why …`,
  );
}

/** That tags can say it: one version for a number, and one for a commit. */
export function recordGate({ stage }: PromotionRequest, { candidate, registry }: PromotionFacts): Gate {
  const problem = problemOfRecord(registry, { version: candidate, commit: candidate.commit, stage });
  if (problem === null) return passed("record", "recordable", "tags can say it");
  return failed("record", "not-recordable", problem);
}

/** That nobody else promotes at the same time. */
export function lockGate(request: PromotionRequest, { lock, candidate }: PromotionFacts): Gate {
  if (lock === request.id) return passed("lock", "lock-held", "nobody else promotes now");
  const again = promotionCommand(request, candidate, request.confirm);
  if (lock === null)
    return open("lock", "no-lock", "others keep changing the model's tags: ask again afterwards", again);
  return open("lock", "lock-taken", `${lock} is being carried out: ask again afterwards`, again);
}
