import { queryOf, writtenQuerySchema } from "@airworthy/clearance";
import { checkShape, readYaml, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { type Checklist, lineSchema, longTextSchema, MOST_LINES, nameSchema, UNANSWERED } from "./checklist.ts";
import { lineIdSchema, whoSchema } from "./entry-schemas.ts";

const lineEntries = v.strictObject({
  line_id: lineIdSchema,
  line_summary: nameSchema,
  line: longTextSchema,
  evidence: v.exactOptional(v.array(writtenQuerySchema)),
  "sign-off": v.exactOptional(v.literal("required")),
  owner: v.exactOptional(whoSchema),
  nist: v.exactOptional(lineSchema.entries.nist),
  required: v.exactOptional(v.boolean()),
});

const fileSchema = v.strictObject({
  title: nameSchema,
  unanswered: v.exactOptional(v.picklist(UNANSWERED)),
  sections: v.pipe(
    v.array(
      v.strictObject({
        title: nameSchema,
        section_id: lineIdSchema,
        lines: v.pipe(v.array(lineEntries), v.nonEmpty("must not be empty"), v.maxLength(MOST_LINES)),
      }),
    ),
    v.nonEmpty("must not be empty"),
    v.maxLength(MOST_LINES),
  ),
});

type LineEntries = v.InferOutput<typeof lineEntries>;

/**
 * Reads a checklist (YAML): deon's format (https://deon.drivendata.org/#checklist-format) as it is, and what lines may say
 * beside it. Throws a UserError that names file, line and field, and for two lines of one id.
 */
export function parseChecklist(source: string, file: string): Checklist {
  const { value, lineOf } = readYaml(source, file);
  const { title, unanswered = "inconclusive", sections } = checkShape(fileSchema, value, file, lineOf);
  const seen = new Set<string>();
  for (const [section, { lines }] of sections.entries()) {
    for (const [line, { line_id: id }] of lines.entries()) {
      const where = `${file}, line ${lineOf(["sections", section, "lines", line, "line_id"]) ?? "?"}`;
      if (seen.has(id)) throw new UserError(`${where}: the line_id ${JSON.stringify(id)} is there twice`);
      seen.add(id);
    }
  }
  if (seen.size > MOST_LINES) throw new UserError(`${file} has ${seen.size} lines; at most ${MOST_LINES} are allowed`);
  return {
    title,
    unanswered,
    lines: sections.flatMap((section) => section.lines.map((line) => lineOfFile(line, section.title))),
  };
}

function lineOfFile(line: LineEntries, section: string): Checklist["lines"][number] {
  const evidence = (line.evidence ?? []).map(queryOf);
  return {
    id: line.line_id,
    section,
    summary: line.line_summary,
    text: line.line,
    evidence,
    signOff: line["sign-off"] === "required" || evidence.length === 0,
    owner: line.owner ?? null,
    nist: line.nist ?? [],
    required: line.required ?? true,
  };
}
