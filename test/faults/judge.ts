import type { GoodRun } from "./good-run.ts";
import { type Control, controlOf, type Seen } from "./world/control.ts";
import { changed, removed } from "./world/tree.ts";

/** A fault as the judgement knows it. */
export interface Fault {
  readonly name: string;
  /** Whether a run may sit it out: then it leaves the same as without it, or comes to the same verdict at least. */
  readonly mayPass?: "leaving the same" | "with its verdict" | undefined;
  /** What the message must name, where the run does not pass. */
  readonly names: RegExp;
}

/** Of a verdict, and of an answer that is an interruption. */
const CODES = { pass: 0, warn: 0, fail: 1, error: 2, inconclusive: 3 } as const;
const INTERRUPTED = 130;
/** Longer ones are no message that anybody reads. */
const LONGEST_HEADLINE = 1_200;
/** What a change of several files is to be, until all of them are written: the next run completes it. */
const JOURNAL = /(?:^|\/)\.airworthy-change\.json$/;
const UNFINISHED = /(?:^|\/)\.airworthy-[^/]*|\.tmp$/;
const TEMPORARY = /\.tmp$|\.\d+\.tmp|\.partial$/;

/** What is wrong with how a run met a fault: nothing, where all four things hold. */
export async function judge(run: GoodRun, fault: Fault, seen: Seen): Promise<string[]> {
  const control = await controlOf(run);
  const problems = [
    ...wrongCode(seen),
    ...falsePass(run, fault, seen, control),
    ...unclear(fault, seen, control),
    ...halfWritten(seen, control),
  ];
  return problems.map((problem) => `${run.name}, ${fault.name}: ${problem}`);
}

function* wrongCode({ ended: { code, answer, stderr, stdout } }: Seen): Generator<string> {
  if (code === null) return yield `it hangs: ${stderr.slice(-300)}`;
  if (answer === null)
    return yield `it ends with ${code} and gives no answer: ${stdout.slice(0, 200)} ${stderr.slice(0, 600)}`;
  const isInterrupted = code === INTERRUPTED && answer.reasonCode === "interrupted";
  if (!isInterrupted && code !== CODES[answer.verdict]) yield `${answer.verdict} ends with ${code}: ${answer.headline}`;
}

function* falsePass(run: GoodRun, fault: Fault, { ended, after }: Seen, control: Control): Generator<string> {
  if (ended.code !== 0) return;
  if (run.harmless?.some((harmless) => harmless.fault.test(fault.name)) === true) return;
  if (fault.mayPass === undefined) return yield `it passes: ${ended.answer?.headline}`;
  if (ended.answer?.verdict !== control.ended.answer?.verdict) yield `its verdict is ${ended.answer?.verdict}`;
  if (fault.mayPass === "with its verdict") return;
  for (const [path, digest] of control.writes) {
    if (digest !== null && after.get(path) !== digest) yield `${path} is other than without the fault`;
  }
}

function* unclear({ name, names, mayPass }: Fault, { ended }: Seen, control: Control): Generator<string> {
  if (ended.code === 0 || ended.answer === null) return;
  // A run that is inconclusive where all is well has nothing to say of a fault that it sat out.
  if (mayPass !== undefined && ended.answer.verdict === control.ended.answer?.verdict) return;
  const { headline } = ended.answer;
  if (headline.length > LONGEST_HEADLINE) yield `its headline has ${headline.length} characters`;
  const said = /^\s+at .+:\d+:\d+|\bundefined\b|\[object |\bNaN\b|Invalid Date/m.exec(ended.stderr);
  // Where NaN is what was given, the message may well say so.
  if (said !== null && !name.includes(said[0])) yield `it says ${JSON.stringify(said[0])}: ${ended.stderr.slice(-400)}`;
  if (hasControls(ended.stderr)) yield `it prints control characters: ${JSON.stringify(ended.stderr.slice(-400))}`;
  if (!names.test(ended.stderr)) yield `its message names no ${names}: ${ended.stderr.slice(-400)}`;
}

function hasControls(text: string): boolean {
  return /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(text);
}

/**
 * What is left by halves. Whoever is killed may leave files behind that nobody takes for results: their names begin with
 * ".airworthy-" or end with ".tmp"; whatever else there is then is as without the kill.
 */
export function* halfWritten(
  { before, after, texts, ended }: Seen,
  control: Control,
  { isKilled = false } = {},
): Generator<string> {
  for (const path of removed(before, after)) if (control.after.has(path)) yield `${path} is gone`;
  for (const path of changed(before, after)) {
    if (isKilled && UNFINISHED.test(path)) continue;
    const problem = problemOf(path, after.get(path) ?? "", texts.get(path)?.toString() ?? "", control, isKilled);
    if (problem !== null) yield `${path} ${problem}`;
  }
  const { evidence = [] } = ended.answer ?? {};
  for (const path of evidence) if (!after.has(path)) yield `${path} is named, and not there`;
}

/** What is wrong with one file that a run wrote. */
function problemOf(path: string, digest: string, text: string, { writes }: Control, isSame: boolean): string | null {
  if (TEMPORARY.test(path)) return "is left behind";
  // Some files' names say what they hold.
  if (path.includes(`/${digest}`) || writes.get(path) === digest) return null;
  const isExpected = writes.has(path) || path.startsWith("airworthy-evidence/") || JOURNAL.test(path);
  if (!isExpected) return "is written, which no good run does";
  if (isSame && typeof writes.get(path) === "string") return "is neither as before nor as without the fault";
  return isWhole(path, text) ? null : "is not whole";
}

/** Whether a file is all there, as far as its kind tells. */
function isWhole(path: string, text: string): boolean {
  if (text === "") return false;
  if (path.endsWith(".jsonl")) return text.endsWith("\n") && text.trimEnd().split("\n").every(isJson);
  if (path.endsWith(".json")) return isJson(text);
  if (path.endsWith(".html")) return text.trimEnd().endsWith("</html>");
  if (path.endsWith(".xml")) return text.trimEnd().endsWith(">");
  return true;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
