import { shown } from "../names.ts";
import { GitProblem } from "../problem.ts";

/** Who makes a tag, as git has it. */
export interface Tagger {
  readonly name: string;
  readonly email: string;
}

/** A tag that is to be made. */
export interface NewGitTag {
  /** Without "refs/tags/". */
  readonly name: string;
  /** The SHA of the commit that it is to point to. */
  readonly commit: string;
  /** ISO 8601; git keeps whole seconds. */
  readonly on: string;
  /** A line feed is put at its end where it has none. */
  readonly message: string;
  readonly tagger: Tagger;
}

/** What a tag object says of itself. */
export interface TagNote {
  /** ISO 8601, in UTC; null where it says no time, as tags of git's first months. */
  readonly on: string | null;
  readonly message: string;
}

/** https://git-scm.com/docs/git-mktag: what git would strip from a person's name, or end it by. */
const NO_PERSON = /[<>\p{Cc}]/u;
const TAGGER = /^tagger .*> (\d{1,13}) [+-]\d{4}$/m;
/** The last second that a Date knows: https://tc39.es/ecma262/#sec-time-values-and-time-range. */
const LAST_SECOND = 8.64e12;

/** The content of a tag object: equal tags, equal bytes. Throws a GitProblem for what git cannot hold. */
export function formatTag({ name, commit, on, message, tagger }: NewGitTag): string {
  const seconds = Math.floor(Date.parse(on) / 1_000);
  if (!(seconds >= 0)) throw new GitProblem("invalid", `${shown(on)} is no time that a tag can be of`);
  for (const part of [tagger.name, tagger.email]) {
    if (part.trim() === part && part !== "" && !NO_PERSON.test(part)) continue;
    throw new GitProblem("invalid", `${shown(part)} cannot name who makes a tag`);
  }
  if (message.includes("\0")) throw new GitProblem("invalid", `The message of the tag ${shown(name)} has a NUL in it`);
  const head = [`object ${commit}`, "type commit", `tag ${name}`];
  const by = `tagger ${tagger.name} <${tagger.email}> ${seconds} +0000`;
  return `${[...head, by].join("\n")}\n\n${message.replace(/\n?$/, "\n")}`;
}

/** Reads the content of a tag object. What is no UTF-8 in its message is replaced: nobody writes it back. */
export function parseTag(content: Uint8Array): TagNote {
  const text = new TextDecoder().decode(content);
  const end = text.indexOf("\n\n");
  const head = end < 0 ? text : text.slice(0, end);
  const seconds = Number(TAGGER.exec(head)?.[1]);
  const on = seconds <= LAST_SECOND ? new Date(seconds * 1_000).toISOString() : null;
  return { on, message: end < 0 ? "" : text.slice(end + 2) };
}
