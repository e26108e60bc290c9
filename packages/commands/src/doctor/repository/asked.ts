import type { Asked } from "@airworthy/diagnosis";
import { GitHubProblem } from "@airworthy/github";

/** What was said, or what it takes to see it. Where GitHub does not answer at all, nothing else is asked. */
export async function asked<T>(needs: string, work: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    const isHidden = error instanceof GitHubProblem && (error.kind === "permission" || error.kind === "not-found");
    if (!isHidden) throw error;
    return { unread: `could not look, needs ${needs}` };
  }
}
