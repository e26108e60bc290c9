import { checkShape, UserError } from "@airworthy/evidence";
import type { DataRow } from "../cases/from-rows.ts";
import { assertionsSchema } from "../expectations/assertions/assertion.ts";
import { promptfooTests } from "./promptfoo.ts";
import type { PromptfooPorts } from "./promptfoo-files.ts";
import { promptfooSchema } from "./promptfoo-schema.ts";

export type Fields = Readonly<Record<string, unknown>>;
type Files = Readonly<Record<string, string | readonly Fields[]>>;

/** Files by name: text, or the rows of a table from line 2. */
function portsTo(files: Files): PromptfooPorts {
  const find = (file: string) => {
    const content = files[file];
    if (content === undefined) throw new UserError(`${file} cannot be read`);
    return content;
  };
  return {
    readText: async (file) => {
      const content = find(file);
      return typeof content === "string" ? content : "";
    },
    readRows: async function* (file) {
      const content = find(file);
      const rows = typeof content === "string" ? [] : content;
      yield rows.map((cells, index): DataRow => ({ line: index + 2, values: new Map(Object.entries(cells)) }));
    },
  };
}

/** What comes of an import of the first of the files, all of it read. */
export async function importFiles(files: Files, spec: Fields = {}) {
  const [first = ""] = Object.keys(files);
  const checked = checkShape(promptfooSchema, { promptfoo: first, ...spec }, "suite");
  const { tests, skipped } = await promptfooTests(checked, portsTo(files));
  const read = await Promise.all(
    tests.map(async ({ fields, drafts, cases, isLabelled }) => {
      const items = [];
      for await (const chunk of drafts()) items.push(...chunk);
      if (items.length !== cases) throw new Error(`${items.length} cases came where ${cases} were announced`);
      // What is imported must be what a suite may say.
      checkShape(assertionsSchema, fields["assert"], "assert");
      return {
        fields,
        isLabelled,
        items: items.map(({ inputs, expected }) => [inputs[0], expected]),
        ids: items.map(({ id }) => id),
      };
    }),
  );
  return { tests: read, skipped };
}

/** The message and remedy with which the import is refused, or "accepted". */
export async function problem(files: Files, spec: Fields = {}): Promise<string> {
  try {
    await importFiles(files, spec);
  } catch (error) {
    if (error instanceof UserError) return `${error.message} | ${error.remedy ?? ""}`;
    throw error;
  }
  return "accepted";
}

/** A configuration of one prompt and these tests, as JSON, which is YAML. */
export const config = (tests: readonly unknown[], more: Fields = {}) => ({
  "dir/config.yaml": JSON.stringify({ prompts: ["Q: {{q}}"], providers: ["echo"], tests, ...more }),
});
