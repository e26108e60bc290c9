import { canonicalJson, sha256 } from "@airworthy/evidence";
import type { SaltedHash } from "@airworthy/personal-data";
import * as v from "valibot";
import {
  DIGEST,
  type FeedbackKind,
  type FeedbackRow,
  LANGUAGE,
  MOST_COMMENT,
  MOST_CONTENT,
  MOST_EXPECTED,
  MOST_LINK,
  MOST_NAME,
  type SourceKind,
} from "./feedback-row.ts";
import type { Read, RefusalReason } from "./intake.ts";
import { visibleText } from "./visible-text.ts";

/** What holds for all rows of a source that do not say otherwise themselves. */
export interface RowSettings {
  /** The model's name; "" where each row has to say it. */
  readonly model: string;
  readonly digest: string | null;
  /** Whether what is said there may be kept as data, as the source tells people beforehand; null where it tells nothing. */
  readonly consent: boolean | null;
  /** Reviewers are known by their hashes alone, where it is given. */
  readonly pseudonym: SaltedHash | null;
}

/** What a reader found, as it found it. */
export interface RowDraft {
  readonly source: { readonly kind: SourceKind; readonly link: string };
  /** What tells it from all else at the same link: "" for what stands there alone. */
  readonly key: string;
  readonly kind: FeedbackKind | null;
  readonly on: string;
  readonly reviewer: string | null;
  readonly caseId?: string | null;
  readonly model?: string | null;
  readonly digest?: string | null;
  readonly text?: string | null;
  readonly input?: string | null;
  readonly output?: string | null;
  readonly expected?: string | null;
  readonly consent?: boolean | null;
  readonly language?: string | null;
}

const PSEUDONYM = "~";
const ID_DIGITS = 16;
/** No work is spent on texts beyond this: nobody wrote them by hand. */
const MOST_READ = 1024 * 1024;
const TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2}))?$/;

class Refused extends Error {
  readonly reason: RefusalReason;
  constructor(reason: RefusalReason) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * A draft as a row, or why it is none. A comment that is too long is cut, for its beginning says enough; what a model was asked,
 * answered or should have answered is refused instead, for a part of it is another case.
 */
export function readRow(draft: RowDraft, settings: RowSettings): Read {
  const at = visibleText(draft.source.link.slice(0, MOST_LINK));
  try {
    return accept(draft, settings);
  } catch (error) {
    if (error instanceof Refused) return { refused: error.reason, at };
    throw error;
  }
}

/** The id of a row, whatever it says: the same place and person have the same. */
export function rowId({ source, key, reviewer }: Pick<RowDraft, "source" | "key" | "reviewer">): string {
  return sha256(canonicalJson([source.kind, source.link, visibleText(key), reviewer])).slice(0, ID_DIGITS);
}

/** The name of a reviewer in rows: a login as it is, or its hash. Logins differ by more than their letters' case. */
export function reviewerName(reviewer: string, pseudonym: SaltedHash | null): string {
  if (pseudonym === null || isPseudonym(reviewer)) return reviewer;
  return `${PSEUDONYM}${pseudonym("reviewer", reviewer.toLowerCase())}`;
}

/** Whether a reviewer is known by a hash alone. */
export function isPseudonym(reviewer: string): boolean {
  return /^~[0-9a-f]{16}$/.test(reviewer);
}

function accept(draft: RowDraft, settings: RowSettings): Read {
  const source = { kind: draft.source.kind, link: linkOf(draft.source) };
  const comment = whole(draft.text, MOST_READ) ?? "";
  const content = {
    text: shorten(comment),
    input: whole(draft.input, MOST_CONTENT),
    output: whole(draft.output, MOST_CONTENT),
    expected: whole(draft.expected, MOST_EXPECTED),
  };
  const { kind } = draft;
  const caseId = name(draft.caseId, "bad-name");
  if (kind === null) throw new Refused("no-kind");
  const isAboutSomething = caseId !== null || content.input !== null || source.kind === "reaction";
  if (content.text === "" && (kind === "comment" || !isAboutSomething)) throw new Refused("nothing-said");
  const given = name(draft.reviewer, "bad-name");
  const reviewer = given === null ? null : reviewerName(given, settings.pseudonym);
  const row: FeedbackRow = {
    id: rowId({ source, key: draft.key, reviewer }),
    caseId,
    model: name(draft.model, "no-model") ?? name(settings.model, "no-model") ?? refuse("no-model"),
    digest: digestOf(draft.digest ?? settings.digest),
    source,
    reviewer,
    on: timeOf(draft.on),
    kind,
    ...content,
    consent: draft.consent === undefined ? settings.consent : draft.consent,
    language: v.is(LANGUAGE, draft.language) ? draft.language : null,
  };
  return { row, isCut: content.text !== comment };
}

function refuse(reason: RefusalReason): never {
  throw new Refused(reason);
}

/** A text without what nobody sees; null where nothing is left. */
function whole(text: string | null | undefined, most: number): string | null {
  if (text === null || text === undefined) return null;
  if (text.length > MOST_READ) throw new Refused("too-long");
  const visible = visibleText(text);
  if (visible.length > most) throw new Refused("too-long");
  return visible === "" ? null : visible;
}

/** At a whole character, marked where something is missing. */
function shorten(text: string): string {
  if (text.length <= MOST_COMMENT) return text;
  return `${text
    .slice(0, MOST_COMMENT - 1)
    .replace(/[\ud800-\udbff]$/, "")
    .trimEnd()}…`;
}

/** In one line. */
function name(text: string | null | undefined, reason: RefusalReason): string | null {
  if (text === null || text === undefined || text === "") return null;
  const visible = text.length > MOST_READ ? "" : visibleText(text).replace(/\s+/g, " ");
  if (visible === "" || visible.length > MOST_NAME) throw new Refused(reason);
  return visible;
}

function linkOf({ kind, link }: RowDraft["source"]): string {
  if (link.length > MOST_LINK) throw new Refused("bad-link");
  if (kind === "export") return name(link, "bad-link") ?? refuse("bad-link");
  const url = URL.parse(link);
  if (url === null || !/^https?:$/.test(url.protocol)) throw new Refused("bad-link");
  if (url.username !== "" || url.password !== "" || url.href.length > MOST_LINK) throw new Refused("bad-link");
  return url.href;
}

function digestOf(digest: string | null): string | null {
  if (digest === null || digest === "") return null;
  if (!v.is(DIGEST, digest)) throw new Refused("bad-digest");
  return digest;
}

/** A date alone is its midnight in UTC. A time without a zone is nobody's. */
function timeOf(on: string): string {
  const time = TIME.test(on) ? new Date(on) : new Date(Number.NaN);
  if (Number.isNaN(time.getTime())) throw new Refused("bad-time");
  return time.toISOString();
}
