import { setTimeout as sleep } from "node:timers/promises";
import { sha256, UserError } from "@airworthy/evidence";
import { GitHubProblem, proposalStore } from "@airworthy/github";
import { type TextStore, untilWritten } from "@airworthy/refs";
import { capText, makeVisible } from "@airworthy/report";
import type { Place } from "../place.ts";

/** An entry that is to be added to a file of the branch. */
export interface FileEntry {
  /** From the root of the repository, with slashes. */
  readonly path: string;
  /** The file with the entry; null where it is there already. Throws a UserError where the file does not take it. */
  with(text: string | null): string | null;
  readonly message: string;
  /** Whether it is only proposed, for people to decide. */
  readonly isProposal: boolean;
}

/** `there`: it was there already; `where` is a commit, or the address of a pull request. */
export type WrittenEntry =
  | { readonly state: "there" }
  | { readonly state: "committed" | "proposed"; readonly where: string | null };

const MOST_BYTES = 4 * 1024 * 1024;
const BRANCH_DIGITS = 12;
/** "title is too long (maximum is 256 characters)" is what GitHub answers to more. */
const TITLE_CHARACTERS = 200;
/** As the files' own schemas take it. */
const REASON_CHARACTERS = 1_000;

/**
 * Commits the entry to the branch, or proposes it as a pull request: also where the branch takes changes in no other way. The
 * same entry is proposed once. Throws a UserError without a branch on GitHub, and what the store throws.
 */
export async function writeEntry(entry: FileEntry, place: Place): Promise<WrittenEntry> {
  const { remote, flags } = place;
  if (remote === null || place.inputs.branch === undefined) {
    throw new UserError("branch is missing: nobody would see what was written");
  }
  const propose = proposalStore(remote.client, remote.repository, flags.store.ref, branchOf);
  if (entry.isProposal) return await write("proposed", entry, propose, place);
  try {
    return await write("committed", entry, flags.store, place);
  } catch (error) {
    if (!(error instanceof GitHubProblem) || error.kind !== "refused") throw error;
    return await write("proposed", entry, propose, place);
  }
}

async function write(
  state: "committed" | "proposed",
  entry: FileEntry,
  store: TextStore,
  { ports }: Place,
): Promise<WrittenEntry> {
  const pause = (milliseconds: number) => sleep(milliseconds, undefined, { signal: ports.signal });
  return await untilWritten(attempt, { what: store.ref, waitsBy: entry.message, pause });

  async function attempt(): Promise<WrittenEntry | null> {
    const opened = await store.open();
    const text = entry.with(await opened.read(entry.path, MOST_BYTES));
    if (text === null) return { state: "there" };
    const { path, message } = entry;
    const where = await opened.commit({ files: new Map([[path, text]]), deletions: [], message });
    // Of a proposal there is nothing to wait for: what was merged meanwhile is there.
    return where === null && state === "committed" ? null : { state, where };
  }
}

/** By what was asked for, and not by the rest of the file: who asks twice proposes once. */
function branchOf({ message }: { readonly message: string }): string {
  const [title = ""] = message.split("\n", 1);
  const slug = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-|-$/g, "");
  return `airworthy/${slug}-${sha256(message).slice(0, BRANCH_DIGITS)}`;
}

/** Whose words it is, where they are to be read, and why: on lines of their own, which no reason can add to. */
export function entryMessage(title: string, reason: string, by: { actor: string; url: string | null }): string {
  const where = by.url === null ? "" : ` in ${by.url}`;
  return `${inOneLine(title, TITLE_CHARACTERS)}\n\nWhy: ${inOneLine(reason)}\n\nAsked for by @${by.actor}${where}.\n`;
}

/** A text as whoever reviews the file sees it: on one line, and nothing in it that is unseen or turns letters around. */
export function inOneLine(text: string, most: number = REASON_CHARACTERS): string {
  return capText(makeVisible(text.replace(/\s+/g, " ").trim()), most);
}
