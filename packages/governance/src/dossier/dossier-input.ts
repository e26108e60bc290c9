import type { EvidenceRef } from "@airworthy/clearance";
import type { InputFile, Verdict, VersionRef } from "@airworthy/evidence";
import type { ReportSection, Tool } from "@airworthy/report";
import type { ProvenChecklist } from "../checklist/prove-checklist.ts";
import type { Topic } from "./topic.ts";

/** A file of evidence, and what it has to say: who made the section has checked the predicate. */
export interface DossierEvidence {
  readonly name: string;
  /** Of the file's bytes. */
  readonly sha256: string;
  /** The predicate type. */
  readonly type: string;
  /** Of an audit: "bias", "privacy" or "safety". */
  readonly class: string | null;
  /** ISO 8601; null where it does not say. */
  readonly madeOn: string | null;
  readonly section: ReportSection;
}

/** What somebody wrote of the model. Untrusted text. */
export interface Saying {
  readonly topic: Topic;
  readonly text: string;
  /** The file that it stands in. */
  readonly source: string;
}

/** A file beside the evidence that answers an item of the annex, such as a plan. Only its digest is taken. */
export interface DossierDocument extends InputFile {
  /** Such as "8" or "2f". */
  readonly item: string;
}

/** What was recorded of a version. */
export interface RecordedChange {
  /** ISO 8601. */
  readonly recordedOn: string;
  readonly version: VersionRef;
  /** The commit's full SHA. */
  readonly commit: string | null;
  readonly verdict: Verdict;
  /** Such as "Not ready: 1 regression". */
  readonly title: string;
}

/** All that a dossier is made of. */
export interface DossierInput {
  readonly subject: VersionRef;
  /** The day, in UTC. */
  readonly writtenOn: string;
  readonly tool: Tool;
  readonly evidence: readonly DossierEvidence[];
  /** How many files of evidence were not taken, since they are of other packages. */
  readonly leftOut: number;
  /** How the lines of the checklist stand; null without one. */
  readonly checklist: ProvenChecklist | null;
  /** The files that the checklist's evidence speaks of and that are not here: nobody can see what they say. */
  readonly unproven: readonly EvidenceRef[];
  readonly said: readonly Saying[];
  readonly documents: readonly DossierDocument[];
  /** Standards and specifications that were applied. */
  readonly standards: readonly string[];
  /** Oldest first. */
  readonly changes: readonly RecordedChange[];
  /** The other files that were read, such as airworthy.yml. */
  readonly inputs: readonly InputFile[];
}
