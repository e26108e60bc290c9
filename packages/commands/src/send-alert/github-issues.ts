import { endsWithMarker, ISSUE_LABEL, type IssueTracker, type OpenIssue } from "@airworthy/alerts";
import { checkShape } from "@airworthy/evidence";
import { type GitHubClient, GitHubProblem, type Repository } from "@airworthy/github";
import * as v from "valibot";

const NEEDS = "issues: write";
const LIST = "GET /repos/{owner}/{repo}/issues";
const CREATE = "POST /repos/{owner}/{repo}/issues";
const UPDATE = "PATCH /repos/{owner}/{repo}/issues/{issue_number}";
const COMMENT = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";

/** Who writes with a workflow's own token, where GraphQL does not say. */
const WORKFLOW_IDENTITY = "github-actions[bot]";

const number = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const createdSchema = v.object({ number });
const issueSchema = v.object({
  number,
  body: v.nullish(v.string()),
  user: v.nullish(v.object({ login: v.string() })),
  /** Pull requests are listed among issues. */
  pull_request: v.optional(v.unknown()),
});
const viewerSchema = v.object({ viewer: v.object({ login: v.pipe(v.string(), v.nonEmpty()) }) });

/** The issues of a repository: https://docs.github.com/en/rest/issues/issues. Its methods throw a GitHubProblem. */
export function githubIssues(client: GitHubClient, at: Repository, labels: readonly string[]): IssueTracker {
  const send = (route: string, parameters: Readonly<Record<string, string | number | object>>) =>
    client.request({ route, parameters: { ...at, ...parameters }, needs: NEEDS });
  return {
    async findOpen(marker) {
      const marked: (OpenIssue & { readonly author: string | undefined })[] = [];
      const parameters = { ...at, state: "open", labels: ISSUE_LABEL };
      for await (const item of client.list({ route: LIST, parameters, needs: NEEDS })) {
        const issue = checkShape(issueSchema, item, `GitHub's answer to ${LIST}`);
        const body = issue.body ?? "";
        if (issue.pull_request !== undefined || !endsWithMarker(body, marker)) continue;
        marked.push({ number: issue.number, body: unixLines(body), author: issue.user?.login });
      }
      if (marked.length === 0) return [];
      const ours = await viewerOf(client);
      // Anybody may write a marker: an issue of somebody else's is none of ours.
      return marked.filter(({ author }) => author === ours).sort((a, b) => a.number - b.number);
    },
    async open({ title, body }) {
      const answer = await send(CREATE, { title, body, labels: [...labels] });
      return checkShape(createdSchema, answer, `GitHub's answer to ${CREATE}`).number;
    },
    async update(issue_number, { title, body }) {
      await send(UPDATE, { issue_number, title, body });
    },
    async comment(issue_number, body) {
      await send(COMMENT, { issue_number, body });
    },
    async close(issue_number) {
      await send(UPDATE, { issue_number, state: "closed", state_reason: "completed" });
    },
  };
}

/** GraphQL's `viewer` answers for every kind of token; where it is closed to one, that is taken for a workflow's. */
async function viewerOf(client: GitHubClient): Promise<string> {
  try {
    const answer = await client.graphql("query { viewer { login } }", NEEDS);
    return checkShape(viewerSchema, answer, "GitHub's answer on the viewer").viewer.login;
  } catch (error) {
    if (!(error instanceof GitHubProblem)) throw error;
    return WORKFLOW_IDENTITY;
  }
}

/** GitHub may answer with the line breaks of a form. */
function unixLines(body: string): string {
  return body.replaceAll("\r\n", "\n");
}
