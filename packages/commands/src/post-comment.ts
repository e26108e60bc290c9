import { resolve } from "node:path";
import { sha256, UserError } from "@airworthy/evidence";
import { createClient, readEvent, roomFor } from "@airworthy/github";
import { escapeMarkdown, SUMMARY_BUDGET } from "@airworthy/report";
import { defineCommand, flag, type Ports, path, secret, text } from "@airworthy/runtime";
import { readTextFile } from "@airworthy/storage";
import {
  COMMENT_OUTPUTS,
  type CommentOutcome,
  isForbidden,
  notPosted,
  nowhere,
  posted,
} from "./post-comment/comment-outcome.ts";
import { findPlace, type Place, refuseForks, type Surroundings } from "./post-comment/find-place.ts";
import { fitMarkdown } from "./post-comment/fit-markdown.ts";
import { parseTarget } from "./post-comment/parse-target.ts";
import { type LocalImage, replaceLocalImages } from "./post-comment/replace-images.ts";
import { writeComment } from "./post-comment/write-comment.ts";

/** A hundred times what a comment holds: more is no report. */
const MOST_BYTES = 8 * 1024 * 1024;
/** Of the job summary, for what the runtime writes beside the report. */
const SUMMARY_BYTES = SUMMARY_BUDGET.bytes - 20_000;
/** Hexadecimal digits that tell the comments of a repository's workflows apart. */
const KEY_DIGITS = 16;
/** Of pictures, as the log names them. */
const NAMED_IMAGES = 10;

export const postComment = defineCommand({
  name: "post-comment",
  summary:
    "Post a Markdown file of your own as one comment on a pull request, a commit or an issue, and keep it current.",
  permissions: [
    { scope: "pull-requests", access: "write", reason: "Writes the comment on a pull request." },
    { scope: "issues", access: "write", reason: "With `target: issue/…`: writes the comment there." },
    { scope: "contents", access: "write", reason: "Where the comment stands on a commit: writes it there." },
  ],
  triggers: ["pull_request", "push", "workflow_run", "workflow_dispatch", "schedule", "release", "issue_comment"],
  writesEvidence: false,
  inputs: {
    file: path().describe("The Markdown file, in UTF-8; it is posted as it is."),
    target: text()
      .default("auto")
      .describe(
        "Where the comment stands: `pr`, `commit`, `pr/42`, `issue/7` or `commit/<SHA>`; `auto` is the pull request of the event or of the branch that was pushed, else the commit.",
      ),
    title: text()
      .optional()
      .describe(
        "Tells several comments of one workflow apart; nobody sees it. `{workflow}` and `{run}` stand for the workflow's name and the run's number.",
      ),
    update: flag()
      .default("true")
      .describe("Whether the comment of an earlier run is updated; without it every run writes a new one."),
    artifact: text()
      .optional()
      .describe(
        "The name of an artifact of this run that holds the report's pictures: what stands for a picture then links to it. Nothing is uploaded here.",
      ),
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's, which the runner resolves
    token: secret({ environment: "GITHUB_TOKEN", actionDefault: "${{ github.token }}" })
      .optional()
      .describe("Writes the comment; the job's own token will do."),
  },
  outputs: COMMENT_OUTPUTS,
  async run(inputs, ports) {
    const { file, artifact, token, update, title = "" } = inputs;
    const wanted = parseTarget(inputs.target);
    const surroundings = await readSurroundings(token, ports);
    if (surroundings !== null) await refuseForks(surroundings);
    const report = await readReport(file, artifact, ports);
    const passage = summaryOf(report, file);
    if (surroundings === null) return nowhere("this is not a workflow of GitHub Actions", passage);
    try {
      const place = await findPlace(wanted, surroundings);
      if (!("at" in place)) return nowhere(place.reason, passage);
      return await post({ place, report, update, key: keyOf(title, ports.env), passage }, surroundings, ports);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return notPosted(error, passage);
    }
  },
});

/** Null outside of a workflow. */
async function readSurroundings(token: string | undefined, { env, log, signal }: Ports): Promise<Surroundings | null> {
  const event = await readEvent(env);
  if (event === null) return null;
  if (!token) throw missingToken();
  return { event, client: await createClient({ token, env, log, signal }), env };
}

interface Posting {
  readonly place: Place;
  readonly report: string;
  readonly update: boolean;
  readonly key: string;
  readonly passage: string;
}

/** Throws a UserError where it could not be written. */
async function post(posting: Posting, surroundings: Surroundings, ports: Ports): Promise<CommentOutcome> {
  const { place, report, update, key, passage } = posting;
  const marked = { key, headSha: place.headSha, run: place.run };
  const text = commentOf(report, roomFor(marked), ports);
  try {
    return posted(await writeComment(surroundings.client, place, { ...marked, text }, update), place, passage);
  } catch (error) {
    if (place.otherwise === undefined || !isForbidden(error)) throw error;
    return await post({ ...posting, place: place.otherwise }, surroundings, ports);
  }
}

/** The file's Markdown with words in place of the pictures that GitHub cannot show. */
async function readReport(file: string, artifact: string | undefined, ports: Ports): Promise<string> {
  const markdown = (await readTextFile(resolve(ports.cwd, file), file, MOST_BYTES)).replace(/^\uFEFF/, "");
  if (markdown.trim() === "") throw new UserError(`file: ${file} is empty; Markdown is allowed`);
  const link = artifact === undefined ? null : linkToArtifacts(ports.env);
  const { text: replaced, images } = replaceLocalImages(markdown, ({ words, syntax }) => {
    if (link === null || artifact === undefined) return words;
    const shown = `${words} in ${escapeMarkdown(artifact)}`;
    return syntax === "html" ? `<a href="${link}">${shown}</a>` : `[${shown}](${link})`;
  });
  if (images.length > 0) ports.log.warn(aboutImages(images, artifact));
  return replaced;
}

/** The report as far as a comment holds it. */
function commentOf(report: string, most: number, { env, log }: Ports): string {
  const room = { most, measure: (markdown: string) => markdown.length };
  const { text, isCut } = fitMarkdown(report, room, cutNote(linkToSummary(env)));
  if (isCut) log.info("The report is longer than a comment may be: the rest is in the job summary.");
  return text;
}

function aboutImages(images: readonly LocalImage[], artifact: string | undefined): string {
  const names = images.slice(0, NAMED_IMAGES).map(({ name }) => name ?? "one inside the report");
  const rest = images.length > NAMED_IMAGES ? ` and ${images.length - NAMED_IMAGES} more` : "";
  const advice =
    artifact === undefined
      ? " To link to them, upload them with actions/upload-artifact and give its name as `artifact`."
      : "";
  return `Pictures are not uploaded anywhere; words stand for them: ${names.join(", ")}${rest}.${advice}`;
}

/** The job summary shows all of it, as far as GitHub lets it. */
function summaryOf(report: string, file: string): string {
  const room = { most: SUMMARY_BYTES, measure: (markdown: string) => Buffer.byteLength(markdown) };
  return fitMarkdown(report, room, cutNote(escapeMarkdown(file))).text;
}

function cutNote(where: string): string {
  return `> [!NOTE]\n> Shortened: the whole report is in ${where}.`;
}

function linkToSummary(env: Ports["env"]): string {
  const run = runUrl(env);
  return run === null ? "the job summary" : `[the job summary](${run})`;
}

function linkToArtifacts(env: Ports["env"]): string | null {
  const run = runUrl(env);
  return run === null ? null : `${run}#artifacts`;
}

function runUrl({ GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run }: Ports["env"]) {
  return server && repository && run ? `${server}/${repository}/actions/runs/${run}` : null;
}

function keyOf(title: string, { GITHUB_WORKFLOW: workflow = "", GITHUB_RUN_ID: run = "" }: Ports["env"]): string {
  const full = title.replaceAll("{workflow}", () => workflow).replaceAll("{run}", () => run);
  return `comment-${sha256(JSON.stringify([workflow, full])).slice(0, KEY_DIGITS)}`;
}

function missingToken(): UserError {
  return new UserError("token: there is none", {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what the user is to write
    remedy: "Give the step `env: GITHUB_TOKEN: ${{ github.token }}`; the action takes it by itself.",
  });
}
