import * as v from "valibot";
import { type Answer, tooLong } from "./message.ts";
import { page } from "./page.ts";
import type { Context, Route } from "./routes.ts";
import type { GitHubState, StoredIssue } from "./state.ts";
import { showUser, WRITTEN_AT } from "./user.ts";

const TITLE_CHARACTERS = 256;
const BODY_CHARACTERS = 65_536;

const newIssueSchema = v.object({
  title: v.pipe(v.string(), v.nonEmpty()),
  body: v.string(),
  labels: v.optional(v.array(v.string()), []),
});
const changeSchema = v.object({
  title: v.optional(v.string()),
  body: v.optional(v.string()),
  state: v.optional(v.picklist(["open", "closed"])),
});

/** A pull request is listed as the issue that it is as well. */
interface ListedIssue extends StoredIssue {
  readonly isPull?: true;
}

/** https://docs.github.com/en/rest/issues/issues: pull requests are among them. */
export const issueRoutes: readonly Route[] = [
  ["GET", /^\/repos\/R\/issues$/, list],
  ["GET", /^\/repos\/R\/issues\/(\d+)$/, read],
  ["POST", /^\/repos\/R\/issues$/, create],
  ["PATCH", /^\/repos\/R\/issues\/(\d+)$/, update],
];

function list({ state, received: { url } }: Context): Answer {
  const wanted = url.searchParams.get("state") ?? "open";
  const labels = (url.searchParams.get("labels") ?? "").split(",").filter((label) => label !== "");
  const since = Date.parse(url.searchParams.get("since") ?? "1970-01-01T00:00:00Z");
  const issues = allOf(state)
    .filter((issue) => wanted === "all" || issue.state === wanted)
    .filter((issue) => labels.every((label) => issue.labels.includes(label)))
    .filter((issue) => Date.parse(updatedAt(issue)) >= since);
  const inOrder = url.searchParams.get("direction") === "asc" ? issues : issues.toReversed();
  return page(
    inOrder.map((issue) => show(state, issue)),
    url,
  );
}

function read({ state, parts }: Context): Answer {
  const issue = allOf(state).find(({ number }) => number === Number(parts[0]));
  return issue === undefined
    ? { status: 404, body: { message: "Not Found" } }
    : { status: 200, body: show(state, issue) };
}

/** By their numbers, which they share with pull requests. */
function allOf({ issues, pulls }: GitHubState): readonly ListedIssue[] {
  const listed = pulls.map(({ number, login = "author", state, title = "A change", body = "", labels = [] }) => {
    return { number, login, state, title, body, labels, isPull: true } as const;
  });
  return [...issues, ...listed].sort((a, b) => a.number - b.number);
}

function create({ state, received }: Context): Answer {
  const { title, body, labels } = v.parse(newIssueSchema, received.json);
  const refused = refuseLong(title, body);
  if (refused !== null) return refused;
  // Issues and pull requests are numbered together.
  const number = 1 + Math.max(0, ...[...state.issues, ...state.pulls].map((other) => other.number));
  const issue: StoredIssue = { number, login: state.viewer, state: "open", title, body, labels };
  state.issues.push(issue);
  return { status: 201, body: show(state, issue) };
}

function update({ state, received, parts }: Context): Answer {
  const issue = state.issues.find(({ number }) => number === Number(parts[0]));
  if (issue === undefined) return { status: 404, body: { message: "Not Found" } };
  const change = v.parse(changeSchema, received.json);
  const refused = refuseLong(change.title ?? "", change.body ?? "");
  if (refused !== null) return refused;
  issue.title = change.title ?? issue.title;
  issue.body = change.body ?? issue.body;
  issue.state = change.state ?? issue.state;
  return { status: 200, body: show(state, issue) };
}

function refuseLong(title: string, body: string): Answer | null {
  if (title.length > TITLE_CHARACTERS) return tooLong("title", TITLE_CHARACTERS);
  return body.length > BODY_CHARACTERS ? tooLong("body", BODY_CHARACTERS) : null;
}

function show({ repository }: GitHubState, issue: ListedIssue) {
  const { number, login, state, title, body, labels, createdAt = WRITTEN_AT, app, isPull } = issue;
  const html_url = `https://github.com/${repository}/issues/${number}`;
  return {
    number,
    html_url,
    state,
    title,
    body,
    user: showUser(login),
    author_association: "NONE",
    labels: labels.map((name) => ({ name })),
    performed_via_github_app: app === undefined ? null : { slug: app },
    created_at: createdAt,
    updated_at: updatedAt(issue),
    ...(isPull ? { pull_request: { html_url } } : {}),
  };
}

/** What GraphQL says of the issues that a query names: when their text was changed last, and by whom. Null for other queries. */
export function answerEditQuery({ issues }: GitHubState, query: string): object | null {
  const asked = [...query.matchAll(/(\w+): issue\(number: (\d+)\) \{ number lastEditedAt editor \{ login \} \}/g)];
  if (asked.length === 0) return null;
  const answers = asked.map(([, alias = "", number]) => {
    const issue = issues.find((other) => other.number === Number(number));
    if (issue === undefined) return [alias, null];
    const { login, editedAt, editedBy = login } = issue;
    const isEdited = editedAt !== undefined && editedBy !== null;
    const edit = { lastEditedAt: isEdited ? editedAt : null, editor: isEdited ? { login: editedBy } : null };
    return [alias, { number: issue.number, ...edit }];
  });
  return { repository: Object.fromEntries(answers) };
}

function updatedAt({ createdAt = WRITTEN_AT, editedAt = createdAt }: StoredIssue): string {
  return editedAt;
}
