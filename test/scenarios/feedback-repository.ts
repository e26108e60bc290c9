import { mkdir, mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { issueRowId } from "@airworthy/feedback";
import { addComment, addCommit, startGitHub } from "../harness/github/index.ts";
import { callWorkflow, type WorkflowRun } from "../harness/workflow/call-workflow.ts";

const MAIN = "refs/heads/main";
export const SALT = "a salt of enough bytes, the same for all times";

/** What somebody fills into the form. */
export interface Answers {
  readonly case?: string;
  readonly verdict?: string;
  readonly input?: string;
  readonly answer?: string;
  readonly expected?: string;
  readonly comment?: string;
  readonly consents?: boolean;
}

/** A repository on the stand-in whose main has airworthy.yml and nothing else; `ann` may write to it. */
export async function createFeedbackRepository(configuration: string) {
  await using stack = new AsyncDisposableStack();
  const github = stack.use(await startGitHub());
  const space = await mkdtempDisposable(join(tmpdir(), "airworthy-feedback-"));
  stack.defer(space.remove);
  const { state } = github;
  // The one pull request that the stand-in begins with would take a number of ours.
  state.pulls.splice(0);
  state.collaborators.set("ann", { permission: "write" });
  state.refs.set(MAIN, addCommit(state, { files: { "airworthy.yml": configuration } }));
  const filesOf = (ref: string) => state.commits.find(({ sha }) => sha === state.refs.get(ref))?.files ?? new Map();
  const proposal = () => state.pulls.find((pull) => pull.state === "open");
  const disposal = stack.move();
  return {
    github,
    folder: space.path,
    proposal,
    /** An issue that was opened with the form; its number. */
    report(login: string, answers: Answers, labels: readonly string[] = ["feedback"]): number {
      return open(login, formOf(answers), labels);
    },
    open,
    say: (login: string, issue: number, body: string, more: Partial<Parameters<typeof addComment>[1]> = {}) =>
      addComment(state, { login, issue, body, ...more }),
    /** A file of main, or of the open pull request. */
    file(path: string, of: "main" | "proposal" = "main"): string {
      const ref = of === "main" ? MAIN : `refs/heads/${proposal()?.head.ref}`;
      return filesOf(ref).get(path)?.toString() ?? "";
    },
    /** collect-feedback.yml as it is, its jobs with tokens of their own permissions. */
    collect: (run: number, inputs: Readonly<Record<string, string>> = {}): Promise<WorkflowRun> =>
      callWorkflow("collect-feedback.yml", {
        inputs: { branch: "main", ...inputs },
        secrets: { salt: SALT },
        checkout: space.path,
        folder: space.path,
        env: { ...github.envOfRun(run), GITHUB_SHA: state.refs.get(MAIN) ?? "" },
        event: { name: "schedule", payload: {} },
        token: github.tokenFor,
      }),
    merge(): void {
      const pull = proposal();
      const sha = state.refs.get(`refs/heads/${pull?.head.ref}`);
      if (pull === undefined || sha === undefined) throw new Error("there is nothing to merge");
      state.refs.set(MAIN, sha);
      pull.state = "closed";
      pull.mergedAs = sha;
    },
    /** Closes the open pull request without merging it. */
    decline(): void {
      const pull = proposal();
      if (pull === undefined) throw new Error("there is nothing to close");
      pull.state = "closed";
    },
    /** Changes the text of an issue, as its author or somebody else. */
    edit(number: number, change: (body: string) => string, editedAt: string, editedBy?: string): void {
      const issue = state.issues.find((other) => other.number === number);
      if (issue === undefined) throw new Error(`there is no issue ${number}`);
      Object.assign(issue, { body: change(issue.body), editedAt, ...(editedBy === undefined ? {} : { editedBy }) });
    },
    /** The name of an issue's row, for reviewers. */
    rowNameOf: (issue: number, author: string) =>
      `feedback/${issueRowId({ link: `https://github.com/${state.repository}/issues/${issue}`, author })}`,
    /** The files of main, in a new folder. */
    async checkOut(name: string): Promise<string> {
      const into = join(space.path, name);
      for (const [path, content] of filesOf(MAIN)) {
        await mkdir(dirname(join(into, path)), { recursive: true });
        await writeFile(join(into, path), content);
      }
      return into;
    },
    [Symbol.asyncDispose]: () => disposal.disposeAsync(),
  };

  function open(login: string, body: string, labels: readonly string[]): number {
    const number = 1 + Math.max(0, ...[...state.issues, ...state.pulls].map((other) => other.number));
    state.issues.push({ number, login, state: "open", title: "The model got this wrong", body, labels });
    return number;
  }
}

export type FeedbackRepository = Awaited<ReturnType<typeof createFeedbackRepository>>;

/** As GitHub writes the answers of packages/feedback/issue-form.yml. */
function formOf({
  verdict = "Wrong",
  case: name = "_No response_",
  input,
  answer,
  expected,
  comment,
  consents = true,
}: Answers): string {
  const code = (text: string | undefined) => (text === undefined ? "_No response_" : `\`\`\`text\n${text}\n\`\`\``);
  const fields = [
    ["What was the answer?", verdict],
    ["Case", name],
    ["Digest", "_No response_"],
    ["Input", code(input)],
    ["Answer", code(answer)],
    ["Expected", code(expected)],
    ["What is wrong, in your words", comment ?? "_No response_"],
    ["Language", "en"],
    ["Consent", `- [${consents ? "x" : " "}] What I wrote here may be kept as test and training data of this project.`],
  ];
  return fields.map(([label, text]) => `### ${label}\n\n${text}`).join("\n\n");
}
