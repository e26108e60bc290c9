import { UserError, type VersionRef } from "@airworthy/evidence";
import type { WorkflowEvent } from "@airworthy/github";
import { type Pause, untilWritten } from "@airworthy/refs";
import type { Outcome, Ports } from "@airworthy/runtime";
import type { FeedbackSection } from "../configuration/feedback-section.ts";
import type { Remote } from "../history/open-store.ts";
import { askReview } from "./ask-review.ts";
import { changeFiles } from "./change-files.ts";
import { outcomeOf, type Placed, proposalOutcome } from "./feedback-outcome.ts";
import { type FeedbackFiles, pathsOf, readFiles } from "./files.ts";
import { gather } from "./gather.ts";
import { downloadHanded, handOver, parseHanded } from "./hand-over.ts";
import type { FeedbackInputs, FeedbackOutputs } from "./inputs.ts";
import { type MadeFeedback, type NextFeedback, nextFeedback } from "./next-feedback.ts";
import type { FeedbackPlace } from "./open-place.ts";
import { readSection } from "./read-section.ts";
import { readFollowed } from "./reported-outcome.ts";
import { reviewRulesOf } from "./reviewers.ts";
import { saltedBy } from "./salted.ts";

/** What a run works with. */
export interface Opened {
  readonly inputs: FeedbackInputs;
  readonly event: WorkflowEvent | null;
  readonly remote: Remote | null;
  readonly place: FeedbackPlace;
  readonly pause: Pause;
  readonly ports: Ports;
}

/** Gathers, makes the next version, and puts it where the inputs say. Throws a UserError. */
export async function collect(opened: Opened): Promise<Outcome<FeedbackOutputs>> {
  const { inputs, remote, place, ports } = opened;
  const startedOn = ports.now().toISOString();
  const { seed } = inputs;
  const { section, read } = readSection(await place.merged(inputs.config), inputs.config);
  const hash = saltedBy(inputs.salt);
  const followed = inputs.evidence === undefined ? null : await readFollowed(inputs.evidence, ports);
  const candidate = inputs.package === undefined ? null : await candidateOf(inputs.package, section, ports);
  const gathered = await ports.log.group("Gather feedback", () =>
    gather({ inputs, section, remote, place, hash, ports }),
  );
  const rulesOf = (rows: NextFeedback["cleaned"]["rows"]) => reviewRulesOf(rows, section, remote, ports);
  const { made, placed } = await put(opened, section, (files) =>
    nextFeedback(gathered, files, { section, hash, seed, rulesOf }),
  );
  if (inputs.ask) await ask(made, opened);
  return outcomeOf({
    section,
    gathered,
    next: made,
    placed,
    followed,
    candidate,
    read: [read, ...gathered.read, ...(followed === null ? [] : [followed.read])],
    seed,
    startedOn,
    finishedOn: ports.now().toISOString(),
  });
}

/** Proposes what another job of the run gathered. Throws a UserError. */
export async function proposeCollected(name: string, opened: Opened): Promise<Outcome<FeedbackOutputs>> {
  const { section } = readSection(await opened.place.merged(opened.inputs.config), opened.inputs.config);
  const handed = await downloadHanded(name);
  const paths = pathsOf(section);
  const { made, placed } = await put(opened, section, async (files) => parseHanded(handed, files, paths));
  return proposalOutcome(made, placed);
}

/** Makes something of the files as they stand, and writes what changes; anew where others wrote meanwhile. */
function put<M extends MadeFeedback>(
  { inputs, place, pause, ports }: Opened,
  section: FeedbackSection,
  make: (files: FeedbackFiles) => Promise<M>,
): Promise<{ readonly made: M; readonly placed: Placed }> {
  const paths = pathsOf(section);
  const handedTo = inputs["hand-over"];
  const attempt = async () => {
    const state = await place.open();
    const files = await readFiles(state, paths);
    const made = await make(files);
    const change = changeFiles(made, files, { paths, section });
    if (change === null) return { made, placed: { effect: "unchanged", place: "" } as const };
    if (handedTo !== undefined) {
      await handOver(handedTo, made, files, ports);
      return { made, placed: { effect: "handed-over", place: handedTo } as const };
    }
    const written = await state.commit(change);
    if (written === null) return null;
    const effect = written.isDeclined ? "declined" : inputs.propose ? "proposed" : "written";
    return { made, placed: { effect, place: written.place } as const };
  };
  return untilWritten(attempt, { what: place.ref, waitsBy: ports.now().toISOString(), pause });
}

/** A digest alone says no name: the section does. */
async function candidateOf(reference: string, { model }: FeedbackSection, ports: Ports): Promise<VersionRef> {
  const { resolveAnywhere } = await import("../registry-package.ts");
  const { name, version, sha256 } = await resolveAnywhere(reference, ports);
  return { name: reference.startsWith("sha256:") ? model : name, version, sha256, digestOf: "package" };
}

async function ask({ agreement, cleaned }: NextFeedback, { remote, event, ports }: Opened): Promise<void> {
  const headSha = ports.env["GITHUB_SHA"];
  if (remote === null || event === null || !headSha) {
    throw new UserError("ask: nobody can be asked outside of a GitHub workflow, or without a token");
  }
  const asked = await askReview(agreement, cleaned.rows, { remote, run: event.run, headSha });
  for (const url of asked) ports.log.info(`Asked for a review in ${url}`);
}
