import type { AskedIn } from "@airworthy/promotion";

/** Who asks, in what words, and where: what every command is decided for. */
export interface Asked {
  /** Names the request: a comment's number and its line, or the run. */
  readonly id: string;
  /** Who makes the request as the event says it: "ann" or "release-bot[bot]"; without "@". */
  readonly actor: string;
  /** Whether that is a bot, or an App that writes with a person's token. */
  readonly isBot: boolean;
  /** The words as they stand at this moment: asked again just before anything is written. */
  words(): Promise<AskedIn>;
  /** Where it is to be seen: the page of the comment, or of the run; null for a command line. */
  readonly url: string | null;
  /** The number of the pull request that it was asked in; null for an issue, and for a run without one. */
  readonly pullRequest: number | null;
}
