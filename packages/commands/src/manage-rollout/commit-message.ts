import type { AuditEntry } from "@airworthy/rollout";

/** Of a digest: what a title has room for. */
const TITLE_CHARACTERS = "sha256:".length + 12;

/** What a commit's message says of a move or a change of a stage. */
export interface MessageParts {
  /** The first line tells one commit of the folder from every other. */
  readonly title: string;
  readonly why: string | null;
  readonly actor: string;
  readonly evidence: AuditEntry["evidence"];
}

/** Each part on a line that says what it is: no words of its own pass for who moved it, or for evidence. */
export function commitMessage({ title, why, actor, evidence }: MessageParts): string {
  return [
    title,
    "",
    ...(why === null ? [] : [`Why: ${onOneLine(why)}`, ""]),
    `By ${onOneLine(actor)}.`,
    ...evidence.map(({ name, sha256 }) => `Evidence: ${onOneLine(name)} sha256:${sha256}`),
  ].join("\n");
}

/** A digest as a title has it. */
export function titleDigest(digest: string | undefined): string | undefined {
  return digest?.slice(0, TITLE_CHARACTERS);
}

/** Nor with what a terminal would take for a command. */
function onOneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, " ").trim();
}
