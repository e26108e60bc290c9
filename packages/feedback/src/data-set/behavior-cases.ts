import { UserError } from "@airworthy/evidence";
import { type Example, exampleName } from "./examples.ts";

/** What a suite's test of feedback is about: evidence says it, by which its cases are known again. */
export const FEEDBACK_CAPABILITY = "Feedback";
/** As suites name their files' columns. */
const COLUMNS = { id: "id", input: "input", label: "expected" } as const;
/** What a test of a suite may be called. */
const TEST_ID = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,79}$/;

/** The rows of a suite's table, one a case, JSON Lines: `id` is "feedback/" and the row's, `input`, `expected`, and the language as a slice. */
export function asBehaviorCases(examples: readonly Example[]): string {
  return examples
    .map(({ id, input, answer, language }) => {
      const row = { [COLUMNS.id]: exampleName(id), [COLUMNS.input]: input, [COLUMNS.label]: answer };
      return `${JSON.stringify({ ...row, language: language ?? "unknown" })}\n`;
    })
    .join("");
}

export interface FeedbackTest {
  /** The test's id, such as "feedback". */
  readonly id: string;
  /** The table, from the suite's folder. */
  readonly file: string;
  /** All that the model may answer; null where it answers with text, which must then be equal. */
  readonly classes: readonly string[] | null;
}

/**
 * A suite of behaviour tests, as its YAML, whose one test has the table's rows as cases: what a version gets right of them, the next
 * one must not get wrong. Throws a UserError for an id that no test can have.
 */
export function behaviorSuite({ id, file, classes }: FeedbackTest): string {
  if (!TEST_ID.test(id)) {
    throw new UserError(
      `the test's id ${JSON.stringify(id.slice(0, 80))} was given; up to 80 letters, digits, dots, hyphens and underscores are allowed`,
    );
  }
  // JSON is YAML, and quotes what YAML would take for something else.
  const quoted = (value: unknown) => JSON.stringify(value);
  return [
    `name: ${quoted(id)}`,
    ...(classes === null ? [] : [`classes: ${quoted(classes)}`]),
    "tests:",
    `  - id: ${quoted(id)}`,
    "    title: What people reported",
    `    capability: ${FEEDBACK_CAPABILITY}`,
    "    kind: mft",
    `    data: { file: ${quoted(file)}, input: ${COLUMNS.input}, label: ${COLUMNS.label}, id: ${COLUMNS.id}, slices: [language] }`,
    ...(classes === null ? ['    assert: [{ equals: "{expected}" }]'] : []),
    "    slices: [language]",
    "    max-new-failures: 0",
    "",
  ].join("\n");
}
