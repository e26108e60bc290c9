import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Event, type GitHub, pullRequestEvent } from "../harness/github/index.ts";
import { type ActionRun, runAction } from "../harness/runner.ts";

export interface Posting {
  readonly markdown: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly event?: Event;
  readonly run?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** A workflow's step that posts report.md to the stand-in, with the built action. */
export async function postCommentStep(github: GitHub, posting: Posting): Promise<ActionRun> {
  const cwd = await mkdtemp(join(tmpdir(), "airworthy-comment-"));
  try {
    await writeFile(join(cwd, "report.md"), posting.markdown);
    return await runAction("post-comment", {
      inputs: { file: "report.md", ...posting.inputs },
      env: { ...github.env, GITHUB_RUN_ID: `${posting.run ?? 1000}`, ...posting.env },
      event: posting.event ?? pullRequestEvent(),
      cwd,
    });
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

/** A comment's Markdown without the marker on its last line. */
export function withoutMarker(body: string | undefined): string {
  return (body ?? "").replace(/\n\n<!-- airworthy key=comment-[0-9a-f]{16} [^\n]* -->$/, "");
}
