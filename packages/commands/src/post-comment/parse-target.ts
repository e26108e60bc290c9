import { UserError } from "@airworthy/evidence";

/** Where a comment is to stand, as the workflow says it. */
export type Wanted =
  | { readonly kind: "auto" }
  | { readonly kind: "pr" }
  | { readonly kind: "commit" }
  | { readonly kind: "pr-number" | "issue-number"; readonly number: number }
  | { readonly kind: "commit-sha"; readonly sha: string };

const NUMBERED = /^(pr|issue)\/([1-9]\d{0,14})$/;
const COMMIT = /^commit\/([0-9a-f]{7,64})$/i;

/** Throws a UserError on anything else. */
export function parseTarget(text: string): Wanted {
  if (text === "auto" || text === "pr" || text === "commit") return { kind: text };
  const [, kind, number] = NUMBERED.exec(text) ?? [];
  if (number !== undefined) return { kind: kind === "pr" ? "pr-number" : "issue-number", number: Number(number) };
  const [, sha] = COMMIT.exec(text) ?? [];
  if (sha !== undefined) return { kind: "commit-sha", sha: sha.toLowerCase() };
  throw new UserError(
    `target: ${JSON.stringify(text.slice(0, 100))} was given; auto, pr, commit, pr/<number>, issue/<number> or ` +
      "commit/<SHA> is allowed",
  );
}
