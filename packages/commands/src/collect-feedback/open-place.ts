import { resolve } from "node:path";
import { UserError } from "@airworthy/evidence";
import type { TextState, TextStore } from "@airworthy/refs";
import type { Ports } from "@airworthy/runtime";
import { folderStore, readSmallFile } from "@airworthy/storage";
import { openStore, type Remote } from "../history/open-store.ts";
import type { FeedbackInputs } from "./inputs.ts";
import { newProposal, PREFIX } from "./new-proposal.ts";
import { type PlaceState, writtenAt } from "./place-state.ts";

/** Where the section is read and the data set stands, and where its next version goes. */
export interface FeedbackPlace {
  /** What messages call it. */
  readonly ref: string;
  /** The text of a file that people merged, such as the configuration, by its path from the root; null where there is none. */
  merged(path: string): Promise<string | null>;
  /** The files as they stand now: those of a pull request of ours that is open, else those that it would be to. */
  open(): Promise<PlaceState>;
}

const MOST_MERGED_BYTES = 4 * 1024 * 1024;
const BRANCHES = "refs/heads/";
const OWN_TITLE = /^Feedback, version \d+: /;

/** The place that the inputs name. Throws a UserError where that cannot be. */
export function openPlace(
  { branch, config, propose, collected }: FeedbackInputs,
  remote: Remote | null,
  ports: Ports,
): FeedbackPlace {
  if (propose && (branch === undefined || remote === null)) throw notProposable(branch);
  if (collected !== undefined && !propose) {
    throw new UserError("collected was given without propose", { remedy: "Say propose and branch, too." });
  }
  const folder = folderStore({ location: ports.cwd, shown: "." });
  if (branch === undefined) {
    return {
      ref: ".",
      merged: (path) => readSmallFile(resolve(ports.cwd, path), path),
      open: async () => writtenTo(folder, await folder.open()),
    };
  }
  const ref = branch.startsWith("refs/") ? branch : BRANCHES + branch;
  const base = () => openStore(ref, remote, ports);
  const merged = new Set<string>();
  return {
    ref,
    async merged(path) {
      return (await (await base()).open()).read(path.replaceAll("\\", "/"), MOST_MERGED_BYTES);
    },
    async open() {
      if (remote === null) return writtenTo(folder, await (await base()).open());
      const waiting = await proposalTo(ref, remote, ports);
      if (propose) return waiting ?? newProposal({ ref, config, merged, remote, ports });
      return writtenTo(folder, waiting ?? (await (await base()).open()));
    },
  };
}

/** What is read of one place and written to another. */
async function writtenTo(folder: TextStore, { read }: Pick<TextState, "read">): Promise<PlaceState> {
  const state = await folder.open();
  return { read, commit: async (change) => writtenAt(await state.commit(change)) };
}

/** The files of our pull request that is open: written to, it grows. Null without one. */
async function proposalTo(ref: string, remote: Remote, ports: Ports): Promise<PlaceState | null> {
  const { findOpenProposal, retitleProposal } = await import("@airworthy/github");
  const { client, repository } = remote;
  const found = await findOpenProposal(client, repository, { base: ref, prefix: PREFIX });
  if (found === null) return null;
  const state = await (await openStore(found.ref, remote, ports)).open();
  return {
    read: (path, mostBytes) => state.read(path, mostBytes),
    async commit(change) {
      if ((await state.commit(change)) === null) return null;
      const [title = ""] = change.message.split("\n");
      // One that somebody gave it stays.
      if (OWN_TITLE.test(found.title) && found.title !== title) {
        await retitleProposal(client, repository, found, title);
      }
      return writtenAt(found.url);
    },
  };
}

function notProposable(branch: string | undefined): UserError {
  if (branch === undefined) {
    return new UserError("propose was given without branch", { remedy: "Name the branch to propose to." });
  }
  return new UserError("propose: pull requests are made in a GitHub workflow only, with a token", {
    remedy: "Leave it out: the files are written, to be proposed with your own git.",
  });
}
