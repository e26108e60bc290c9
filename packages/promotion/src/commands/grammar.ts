import { isDigest, isStageName, MOST_TEXT_CHARACTERS } from "../fields.ts";
import { isModelName } from "../records/model-name.ts";
import { isSemver } from "../records/semver.ts";
import { shortened } from "../words/plain.ts";
import type { Command, Verb } from "./command.ts";
import { percentOf } from "./percent.ts";
import { restAfter, type Word } from "./words.ts";

/** A command's line, and its words after the verb. */
interface Line {
  readonly text: string;
  readonly words: readonly Word[];
}

interface Form {
  /** How it is written, for a hint. */
  readonly usage: string;
  /** Null for what is not written so. */
  parse(line: Line): Command | null;
}

const CONFIRMED = /^[0-9a-f]{12}$/;
const EXPECTED = /^expected=/;
/** "to" and another white space than those between words: a version may have been meant. */
const NEARLY_TO = /^to(?=\s|$)/;
const UNUSUAL_SPACE = /[^\S ]/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const MOST_CHARACTERS = 300;

/** How each command is written. */
export const FORMS: Readonly<Record<Verb, Form>> = {
  promote: { usage: "/promote NAME[@VERSION or @sha256:…] to STAGE [confirm DIGITS]", parse: parsePromote },
  rollback: { usage: "/rollback NAME [to VERSION] REASON", parse: parseRollback },
  hold: { usage: "/hold NAME", parse: (line) => parsePlain("hold", line) },
  resume: { usage: "/resume NAME", parse: (line) => parsePlain("resume", line) },
  ramp: { usage: "/ramp [NAME] 25%", parse: parseRamp },
  why: { usage: "/why NAME or /why STAGE", parse: parseWhy },
  "sign-off": { usage: "/sign-off LINE REASON", parse: parseSignOff },
  waive: { usage: "/waive TEST REASON until 2027-01-31", parse: parseWaive },
  feedback: { usage: "/feedback CASE wrong [expected=…] or /feedback CASE right", parse: parseFeedback },
};

function parsePromote({ words }: Line): Command | null {
  const [name, to, stage, word, confirm = null, more] = words.map(({ text }) => text);
  const named = namedIn(name ?? "");
  const isConfirmed = confirm === null ? word === undefined : word === "confirm" && CONFIRMED.test(confirm);
  if (named === null || to !== "to" || !isStageName(stage ?? "") || !isConfirmed || more !== undefined) return null;
  return { verb: "promote", ...named, stage: stage ?? "", confirm };
}

/** "name", "name@2.0.0", "name@v2.0.0" or "name@sha256:…". */
function namedIn(text: string): { model: string; version: string | null; digest: string | null } | null {
  const at = text.indexOf("@");
  const model = at === -1 ? text : text.slice(0, at);
  if (!isModelName(model)) return null;
  if (at === -1) return { model, version: null, digest: null };
  const rest = text.slice(at + 1);
  if (isDigest(rest)) return { model, version: null, digest: rest };
  const version = versionIn(rest);
  return version === null ? null : { model, version, digest: null };
}

function parseRollback({ text, words }: Line): Command | null {
  const [name, to, number] = words;
  const isNamed = to?.text === "to";
  const version = isNamed ? versionIn(number?.text ?? "") : null;
  const reason = restAfter(text, isNamed ? number : name);
  if (name === undefined || !isModelName(name.text) || (isNamed && version === null)) return null;
  if (reason === "" || (!isNamed && NEARLY_TO.test(reason))) return null;
  // Nobody who is in a hurry counts characters.
  return { verb: "rollback", model: name.text, version, reason: shortened(reason, MOST_TEXT_CHARACTERS) };
}

function parsePlain(verb: "hold" | "resume", { words }: Line): Command | null {
  const [model, ...more] = words;
  return model !== undefined && more.length === 0 && isModelName(model.text) ? { verb, model: model.text } : null;
}

function parseRamp({ words }: Line): Command | null {
  const share = percentOf(words.at(-1)?.text ?? "");
  const [model = null, ...more] = words.slice(0, -1).map(({ text }) => text);
  if (share === null || more.length > 0 || (model !== null && !isModelName(model))) return null;
  return { verb: "ramp", model, share };
}

function parseWhy({ words }: Line): Command | null {
  const [of, ...more] = words.map(({ text }) => text);
  return of !== undefined && more.length === 0 && isModelName(of) ? { verb: "why", of } : null;
}

function parseSignOff({ text, words: [line] }: Line): Command | null {
  const reason = reasonIn(restAfter(text, line));
  return line === undefined || !isName(line.text) || reason === null
    ? null
    : { verb: "sign-off", line: line.text, reason };
}

function parseWaive({ text, words }: Line): Command | null {
  const [test, ...rest] = words;
  const [before, until, day] = rest.slice(-3);
  if (test === undefined || !isName(test.text) || until?.text !== "until" || before === undefined) return null;
  const reason = reasonIn(text.slice(test.end, before.end));
  if (reason === null || day === undefined || !isDay(day.text)) return null;
  return { verb: "waive", test: test.text, reason, until: day.text };
}

function parseFeedback({ text, words }: Line): Command | null {
  const [id, answer] = words;
  if (id === undefined || !isName(id.text) || (answer?.text !== "right" && answer?.text !== "wrong")) return null;
  const common = { verb: "feedback", case: id.text, answer: answer.text } as const;
  const rest = restAfter(text, answer);
  if (rest === "") return { ...common, expected: null };
  const expected = EXPECTED.test(rest) ? reasonIn(rest.replace(EXPECTED, "").replace(/^"(.*)"$/, "$1")) : null;
  return expected === null ? null : { ...common, expected };
}

function versionIn(text: string): string | null {
  const version = text.replace(/^v/, "");
  return isSemver(version) ? version : null;
}

function reasonIn(text: string): string | null {
  const reason = text.trim();
  return reason === "" || reason.length > MOST_TEXT_CHARACTERS ? null : reason;
}

function isName(text: string): boolean {
  return text.trim() !== "" && text.length <= MOST_CHARACTERS && !UNUSUAL_SPACE.test(text);
}

function isDay(text: string): boolean {
  const time = DATE.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
