import { sha256 } from "@airworthy/evidence";
import type { Proposal } from "@airworthy/github";
import type { TextChange } from "@airworthy/refs";
import type { Ports } from "@airworthy/runtime";
import { openStore, type Remote } from "../history/open-store.ts";
import { MOST_BYTES } from "./files.ts";
import { type PlaceState, type Written, writtenAt } from "./place-state.ts";

/** Of the branches that we propose from. */
export const PREFIX = "airworthy/feedback-";
const DIGITS = 8;
/** Each takes a few requests; what was declined before those is out of date. */
const MOST_CLOSED = 5;

/** What is proposed to. */
export interface Base {
  readonly ref: string;
  /** A file that is there. */
  readonly config: string;
  /** The branches of what turned out to be merged already. */
  readonly merged: Set<string>;
  readonly remote: Remote;
  readonly ports: Ports;
}

/** A branch as it stands, changed by a pull request, unless people closed one that said the same. */
export async function newProposal(base: Base): Promise<PlaceState> {
  const { ClosedProposal, listClosedProposals, proposalStore } = await import("@airworthy/github");
  const { client, repository } = base.remote;
  const state = await proposalStore(client, repository, base.ref, branchOf).open();
  const propose = async (change: TextChange): Promise<Written | null> => {
    const place = await state.commit(change);
    if (place !== null) return writtenAt(place);
    // Merged by somebody else meanwhile; or, where it is not there on a second look, taken back since.
    if (base.merged.has(branchOf(change))) return { place: "", isDeclined: true };
    base.merged.add(branchOf(change));
    return null;
  };
  return {
    read: state.read,
    async commit(change) {
      const closed = await listClosedProposals(client, repository, { base: base.ref, prefix: PREFIX });
      const declined = await proposing(closed.slice(0, MOST_CLOSED), change, base);
      if (declined !== null) return { place: declined.url, isDeclined: true };
      try {
        return await propose(change);
      } catch (error) {
        if (error instanceof ClosedProposal) return { place: error.url, isDeclined: true };
        throw error;
      }
    },
  };
}

/** Of pull requests the first whose branch is there and has what a change would make. */
async function proposing(
  proposals: readonly Proposal[],
  { files, deletions }: TextChange,
  { config, remote, ports }: Base,
): Promise<Proposal | null> {
  for (const proposal of proposals) {
    const { read } = await (await openStore(proposal.ref, remote, ports)).open();
    const has = async (path: string, text: string | null) =>
      contentOf((await read(path, MOST_BYTES)) ?? "") === contentOf(text ?? "");
    const wanted = [...files, ...deletions.map((path) => [path, null] as const)];
    let isSame = (await read(config.replaceAll("\\", "/"), MOST_BYTES)) !== null;
    for (const [path, text] of wanted) isSame &&= await has(path, text);
    if (isSame) return proposal;
  }
  return null;
}

/** The same change has the same branch, so that two runs at once propose it once. */
function branchOf({ files, deletions }: TextChange): string {
  const written = [...files].map(([path, text]) => [path, contentOf(text)]);
  return PREFIX + sha256(JSON.stringify([written, deletions])).slice(0, DIGITS);
}

/** A manifest without its number, its parent, and its times: of an export that has none they are those of the run. */
function contentOf(text: string): string {
  return text.replaceAll(/^ {2}"version": \d+,\n|^ {2}"parent": (?:null|\{[^}]*\}),\n|^ +"on": "[^"\n]*",?\n/gm, "");
}
