import { type Check, UserError } from "@airworthy/evidence";
import { readFrontMatter, splitCard } from "./front-matter.ts";

/** As `fileBlocks` writes it. */
const PACKAGE = /^Package: `sha256:(?<digest>[0-9a-f]{64})`\r?$/m;

/**
 * Whether a model card can be read, and is of the package with this digest. A card inside a package cannot hold that
 * package's digest: it passes nothing, and warns.
 */
export function checkModelCard(card: string, sha256: string, where: string): Check {
  try {
    readFrontMatter(splitCard(card), where);
  } catch (error) {
    if (error instanceof UserError) return check(where, "fail", "malformed-card", error.message);
    throw error;
  }
  const digest = PACKAGE.exec(card)?.groups?.["digest"];
  if (digest === undefined) {
    return check(where, "warn", "no-package-digest", "it names no package, and may be that of another version");
  }
  return digest === sha256
    ? check(where, "pass", "subject-matches", "it is of this package")
    : check(where, "fail", "subject-mismatch", `it is of ${digest}, not of ${sha256}`);
}

function check(subject: string, verdict: Check["verdict"], reasonCode: string, message: string): Check {
  return { kind: "model-card", subject, verdict, reasonCode, message };
}
