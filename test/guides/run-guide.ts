import { join } from "node:path";
import { type CommandLine, parseCommands } from "./command-line.ts";
import { hasLines } from "./expected-output.ts";
import { createForge, type Forge } from "./forge.ts";
import { type Block, GUIDES, type Guide, readGuide } from "./read-guide.ts";
import { createReader, type Given, type Reader } from "./reader.ts";

const WORKFLOW = /^\.github\/workflows\//;
const READER = "ann";
/** By which comments keep names from being mentions and digits from being links. */
const UNSEEN = "<span></span>";

/** Where somebody is who follows a guide. */
interface Progress {
  readonly reader: Reader;
  /** Once the guide does something on GitHub. */
  forge(): Promise<Forge>;
  /** What the last commands printed; null before there were any. */
  output: string | null;
  /** The workflow files that the guide gave. */
  readonly workflows: string[];
}

/**
 * Follows a guide from its first block to its last, in a repository of its own: runs what is to be run, writes what is to be written,
 * and throws an Error, with the line, where something else comes out than the guide shows, or where a block is none of these:
 *
 * - `sh`: commands, which end with 0 or with `exit=1`. `hours=2`: so much later. `by=bob`: by somebody else than Ann. `red`: a job of
 *   what they start fails; of all others none does.
 * - `title="path"`: a file that the reader writes. The paragraph before names it.
 * - `in="path"`: lines of a file that is there; of a `diff`, those that it leaves.
 * - `text`: what the commands before it printed, in part.
 * - `text say`: a comment on the pull request. `by=bob`: by somebody else than Ann.
 * - `markdown comment`: the newest comment of a workflow, in part; `markdown summary`: the job summaries, in part.
 *
 * Every workflow that is written has to run, but one of `validated`: of that, as of all YAML, test/contract/documents.test.ts says whether
 * GitHub takes it.
 */
export async function runGuide(guide: Guide, given: Partial<Given> = {}): Promise<void> {
  const guides = [...(guide.continues === null ? [] : [readGuide(guide.continues)]), guide];
  await using stack = new AsyncDisposableStack();
  const [{ files: folder } = guide] = guides;
  const files = folder === null ? null : join(GUIDES, folder);
  const reader = stack.use(await createReader({ files, python: null, ...given }));
  let forge: Forge | undefined;
  const progress: Progress = {
    reader,
    async forge() {
      forge ??= stack.use(await createForge(reader));
      return forge;
    },
    output: null,
    workflows: [],
  };
  for (const block of guides.flatMap(({ blocks }) => blocks)) {
    const followed = take(block, progress).then(() => expectJobs(block, forge?.takeFailures() ?? []));
    await followed.catch((cause: unknown) => {
      throw new Error(`${block.where}: ${cause instanceof Error ? cause.message : cause}`, { cause });
    });
  }
  const idle = progress.workflows.find((path) => !forge?.ran.has(path));
  if (idle !== undefined) throw new Error(`${guide.name}: nothing starts ${idle}`);
}

async function take(block: Block, progress: Progress): Promise<void> {
  const { language, attributes, text } = block;
  if (attributes.has("title")) await writeTitled(block, progress);
  else if (language === "sh") await runAll(block, progress);
  else if (language === "text" && attributes.has("say")) {
    await (await progress.forge()).comment(text, attributes.get("by") ?? READER);
  } else expectLines(await shownBy(block, progress), language === "diff" ? afterDiff(text) : text);
}

/** A job that fails makes the guide untrue, unless it says so. */
function expectJobs({ attributes }: Block, failures: readonly string[]): void {
  if (attributes.has("red") && failures.length === 0) throw new Error("no job fails");
  if (!attributes.has("red") && failures.length > 0) throw new Error(failures.join("\n"));
}

async function writeTitled({ attributes, text, before }: Block, { reader, workflows }: Progress): Promise<void> {
  const title = attributes.get("title") ?? "";
  if (!before.includes(`\`${title}\``)) throw new Error(`the paragraph before does not name \`${title}\``);
  if (WORKFLOW.test(title) && !attributes.has("validated")) workflows.push(title);
  await reader.write(title, text);
}

/** What a block shows a part of. */
async function shownBy({ language, attributes }: Block, progress: Progress): Promise<string> {
  const inside = attributes.get("in");
  if (inside !== undefined) return await progress.reader.read(inside);
  if (language === "text" && progress.output !== null) return progress.output;
  if (language === "markdown") {
    const { comments, summary } = (await progress.forge()).seen();
    return (attributes.has("comment") ? (comments.at(-1) ?? "") : summary).replaceAll(UNSEEN, "");
  }
  throw new Error("the block is neither run, nor written, nor held against anything");
}

async function runAll({ text, attributes }: Block, progress: Progress): Promise<void> {
  progress.reader.hoursLater += Number(attributes.get("hours") ?? "0");
  const wanted = Number(attributes.get("exit") ?? "0");
  const commands = parseCommands(text);
  let output = "";
  for (const [index, command] of commands.entries()) {
    const ended = await runOne(command, attributes.get("by") ?? READER, progress);
    output += ended.output;
    // Only the last of several may end otherwise than well.
    const allowed = index === commands.length - 1 ? wanted : 0;
    if (ended.exitCode !== allowed) {
      throw new Error(`${command.argv.join(" ")} ended with ${ended.exitCode}, not ${allowed}:\n${ended.output}`);
    }
  }
  progress.output = output;
}

async function runOne(command: CommandLine, by: string, progress: Progress) {
  const [program, verb] = command.argv;
  if (program === "gh") return (await progress.forge()).gh(command, by);
  const ended = await progress.reader.run(command);
  if (program === "git" && verb === "push" && ended.exitCode === 0) await (await progress.forge()).pushed();
  return ended;
}

/** What a diff leaves of the lines that it shows. */
function afterDiff(text: string): string {
  return text.replace(/^-.*\n/gm, "").replace(/^[+ ]/gm, "");
}

function expectLines(actual: string, shown: string): void {
  if (!hasLines(actual, shown)) throw new Error(`this is shown:\n${shown}\nand this is there:\n${actual}`);
}
