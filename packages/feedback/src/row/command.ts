import { sha256 } from "@airworthy/evidence";
import type { Read } from "./intake.ts";
import { type RowSettings, readRow } from "./read-row.ts";

/** A `/feedback` line of a comment, read. */
export interface FeedbackCommand {
  readonly caseId: string;
  readonly verdict: "wrong" | "right";
  readonly expected: string | null;
  /** What was asked and answered in the case, where it is known. */
  readonly input?: string;
  readonly output?: string | null;
}

/** Where such lines stand. */
export interface FeedbackComment {
  /** The comment's own address. */
  readonly link: string;
  readonly author: string;
  /** When it was written, in ISO 8601. */
  readonly on: string;
  readonly commands: readonly FeedbackCommand[];
}

/** A comment's lines as rows. Of two lines on one case the last one counts: people correct themselves below. */
export function readComment({ link, author, on, commands }: FeedbackComment, settings: RowSettings): readonly Read[] {
  const byCase = new Map(commands.map((command) => [command.caseId, command]));
  return [...byCase.values()].map(({ caseId, verdict, expected, input = null, output = null }) => {
    const source = { kind: "comment", link } as const;
    const said = { kind: verdict, on, reviewer: author, caseId, expected };
    return readRow({ source, key: sha256(caseId), ...said, input, output }, settings);
  });
}
