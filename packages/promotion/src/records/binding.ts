import { checkShape, inputFileSchema } from "@airworthy/evidence";
import * as v from "valibot";
import { digestSchema, nameSchema, textSchema } from "../fields.ts";

/** The line of a tag's message that binds it to a package; the others are for people. */
const LABEL = "Airworthy-Promotion: ";
const MOST_MESSAGE_CHARACTERS = 1_000_000;
/** What a message holds of them: enough to find the rest, which the promotion's own evidence has. */
export const MOST_EVIDENCE = 100;

const bindingSchema = v.strictObject({
  /** What the tag is about: the package's manifest. */
  digest: digestSchema,
  /** The move that made the tag. */
  move: v.picklist(["promote", "rollback"]),
  by: nameSchema,
  /** Names the request, so that a replay of it does nothing again; null where nobody replays. */
  request: v.nullable(nameSchema),
  /** Why, in the words of who went back; empty of a promotion. */
  reason: textSchema,
  /** The files that cleared it. */
  evidence: v.pipe(v.array(inputFileSchema), v.maxLength(MOST_EVIDENCE)),
});

/** What a tag of ours says beside its name. */
export type Binding = v.InferOutput<typeof bindingSchema>;

/**
 * A tag's message: a sentence for people, and the line that is read again. Throws a UserError for what would not be: a tag that is
 * bound to nothing cannot be made again.
 */
export function formatMessage(sentence: string, binding: Binding): string {
  const line = JSON.stringify(checkShape(bindingSchema, binding, "the record of the change"));
  // A line of the sentence could be taken for ours.
  return `${sentence.replace(/\s+/g, " ").trim()}\n\n${LABEL}${line}\n`;
}

/**
 * What a tag is bound to; null for a tag that GTO or a person made, and for one whose line is not as it should be or stands
 * there twice: it counts as bound to nothing.
 */
export function readBinding(message: string): Binding | null {
  if (message.length > MOST_MESSAGE_CHARACTERS) return null;
  const lines = message.split(/\r?\n/).filter((line) => line.startsWith(LABEL));
  const [line] = lines;
  if (line === undefined || lines.length > 1) return null;
  const { success, output } = v.safeParse(bindingSchema, parsed(line.slice(LABEL.length)));
  return success ? output : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
