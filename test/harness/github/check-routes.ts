import * as v from "valibot";
import { type Answer, tooLong } from "./message.ts";
import { page } from "./page.ts";
import type { Context, Route } from "./routes.ts";
import type { StoredCheck } from "./state.ts";

const SUMMARY_CHARACTERS = 65_535;

const changeSchema = v.object({
  status: v.optional(v.picklist(["in_progress", "completed"])),
  conclusion: v.optional(v.string()),
  external_id: v.optional(v.string()),
  output: v.object({ title: v.string(), summary: v.string() }),
});
const checkSchema = v.object({ ...changeSchema.entries, name: v.string(), head_sha: v.string() });

/** https://docs.github.com/en/rest/checks/runs */
export const checkRoutes: readonly Route[] = [
  ["POST", /^\/repos\/R\/check-runs$/, create],
  ["PATCH", /^\/repos\/R\/check-runs\/(\d+)$/, update],
  ["GET", /^\/repos\/R\/commits\/(\w+)\/check-runs$/, list],
];

function create({ state, received }: Context): Answer {
  const { name, head_sha: headSha, ...given } = v.parse(checkSchema, received.json);
  if (given.output.summary.length > SUMMARY_CHARACTERS) return tooLong("summary", SUMMARY_CHARACTERS);
  const check = { id: state.checks.length + 1, name, headSha, ...changed(given) };
  state.checks.push(check);
  return { status: 201, body: show(check, state.repository) };
}

function update({ state, received, parts }: Context): Answer {
  const given = v.parse(changeSchema, received.json);
  if (given.output.summary.length > SUMMARY_CHARACTERS) return tooLong("summary", SUMMARY_CHARACTERS);
  const check = state.checks.find(({ id }) => id === Number(parts[0]));
  if (check === undefined) return { status: 404, body: { message: "Not Found" } };
  Object.assign(check, changed(given));
  return { status: 200, body: show(check, state.repository) };
}

function list({ state, received: { url }, parts }: Context): Answer {
  const name = url.searchParams.get("check_name");
  const status = url.searchParams.get("status");
  const found = state.checks
    .filter((check) => check.headSha === parts[0])
    .filter((check) => name === null || check.name === name)
    .filter((check) => status === null || check.status === status);
  const wrap = (items: unknown[]) => ({ total_count: found.length, check_runs: items });
  return page(
    found.toReversed().map((check) => show(check, state.repository)),
    url,
    wrap,
  );
}

/** A conclusion completes a check, whatever its status was. */
function changed({ status, conclusion, external_id: externalId = "", output }: v.InferOutput<typeof changeSchema>) {
  const isCompleted = conclusion !== undefined || status === "completed";
  return {
    status: isCompleted ? "completed" : "in_progress",
    conclusion: conclusion ?? null,
    externalId,
    ...output,
  } as const;
}

function show({ id, status, externalId }: StoredCheck, repository: string) {
  return { id, status, external_id: externalId, html_url: `https://github.com/${repository}/runs/${id}` };
}
