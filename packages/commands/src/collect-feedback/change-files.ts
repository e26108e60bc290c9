import { posix } from "node:path";
import { asBehaviorCases, asTrainingRows, behaviorSuite } from "@airworthy/feedback";
import type { TextChange } from "@airworthy/refs";
import { formatCounted } from "@airworthy/report";
import type { FeedbackSection } from "../configuration/feedback-section.ts";
import type { FeedbackFiles, FeedbackPaths } from "./files.ts";
import type { MadeFeedback } from "./next-feedback.ts";

const TEST = "feedback";

/** What is to be written of the next version; null where all is as it stands. A suite that is there stays as somebody left it. */
export function changeFiles(
  { dataSet, examples: { tests, training } }: MadeFeedback,
  { texts, dataSet: previous }: FeedbackFiles,
  { paths, section }: { readonly paths: FeedbackPaths; readonly section: FeedbackSection },
): TextChange | null {
  const isEmpty = previous === null && dataSet.rows.length === 0 && dataSet.manifest.tombstones.length === 0;
  if (isEmpty) return null;
  const suite = behaviorSuite({ id: TEST, file: posix.basename(paths.tests), classes: section.classes ?? null });
  const hasOwnSuite = texts.get(paths.suite) === null || texts.get(paths.suite) === suite;
  const wanted = new Map<string, string | null>([
    ...dataSet.files.map(({ name, text }) => [`${posix.dirname(paths.manifest)}/${name}`, text] as const),
    ...(hasOwnSuite ? [[paths.suite, tests.length === 0 ? null : suite] as const] : []),
    [paths.tests, tests.length === 0 && hasOwnSuite ? null : asBehaviorCases(tests)],
    [paths.training, training.length === 0 ? null : asTrainingRows(training)],
  ]);
  const changed = [...wanted].filter(([path, text]) => (texts.get(path) ?? null) !== text);
  if (changed.length === 0) return null;
  const counts = [
    formatCounted(dataSet.rows.length, "row"),
    formatCounted(tests.length, "test"),
    formatCounted(training.length, "training row"),
  ];
  const title = `Feedback, version ${dataSet.manifest.version}: ${counts.join(", ")}`;
  return {
    files: new Map(changed.flatMap(([path, text]) => (text === null ? [] : [[path, text] as const]))),
    deletions: changed.flatMap(([path, text]) => (text === null ? [path] : [])),
    message: [title, "", ...aboutProposal(paths)].join("\n"),
  };
}

/** What a pull request says. It holds for all that is added while it is open; numbers are in the title, which changes with them. */
function aboutProposal({ rows, tests, training }: FeedbackPaths): readonly string[] {
  return [
    "What people said of the model's answers, all of it with their consent. Before this is merged:",
    "",
    `- Look at the rows in \`${rows}\`. Personal data of known forms was taken out; what has no form, such as a person's name, was not.`,
    `- Look at the tests in \`${tests}\` and the training rows in \`${training}\`. What you correct in them here stays as you leave it.`,
    "",
    "What reviewers agree on while this is open is added to it. Closing it declines it: the same is not proposed again.",
  ];
}
