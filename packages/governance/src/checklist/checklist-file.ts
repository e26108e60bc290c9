import { checkShape, readYaml, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import {
  type Checklist,
  DEMANDED,
  lineSchema,
  longTextSchema,
  MOST_LINES,
  nameSchema,
  querySchema,
  UNANSWERED,
} from "./checklist.ts";
import { lineIdSchema, whoSchema } from "./entry-schemas.ts";
import { evidenceType } from "./evidence-type.ts";

const { entries } = querySchema;

const queryEntries = v.pipe(
  v.strictObject({
    type: nameSchema,
    class: v.exactOptional(nameSchema),
    metric: v.exactOptional(nameSchema),
    of: v.exactOptional(nameSchema),
    verdict: v.exactOptional(v.picklist(DEMANDED)),
    max: v.exactOptional(entries.max.wrapped),
    min: v.exactOptional(entries.min.wrapped),
    fresh: v.exactOptional(entries.fresh.wrapped),
  }),
  v.check(
    ({ metric, of, max, min }) => metric !== undefined || (of === undefined && max === undefined && min === undefined),
    "must name a metric where it says of, max or min",
  ),
);

const lineEntries = v.strictObject({
  line_id: lineIdSchema,
  line_summary: nameSchema,
  line: longTextSchema,
  evidence: v.exactOptional(v.array(queryEntries)),
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
type QueryEntries = v.InferOutput<typeof queryEntries>;

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

function queryOf({ type, verdict = "pass", ...query }: QueryEntries) {
  return {
    type: evidenceType(type),
    class: query.class ?? null,
    metric: query.metric ?? null,
    of: query.of ?? null,
    verdict,
    max: query.max ?? null,
    min: query.min ?? null,
    fresh: query.fresh ?? null,
  };
}
