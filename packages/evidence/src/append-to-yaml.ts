import { Document, isMap, isScalar, isSeq, parseDocument } from "yaml";
import { UserError } from "./user-error.ts";
import { readYaml } from "./yaml.ts";

/** An entry of a list, field by field in this order. */
export type YamlEntry = readonly (readonly [
  field: string,
  value: string | number | readonly string[] | ReadonlyMap<string, string>,
])[];

const OPTIONS = { version: "1.2", schema: "core" } as const;

/**
 * The text of a YAML file whose top-level list has one entry more, at its end; what people wrote stays as it is, comments too.
 * A file that is empty or null is begun with the list. Throws a UserError that names the file where it is no such file.
 */
export function appendToYaml(text: string | null, list: string, entry: YamlEntry, where: string): string {
  const added = new Map(entry);
  if (text === null || text.trim() === "") return print(new Document(new Map([[list, [added]]]), OPTIONS));
  readYaml(text, where);
  const document = parseDocument(text, OPTIONS);
  const { contents } = document;
  if (contents !== null && !isMap(contents)) throw new UserError(`${where}: a mapping with ${list} is allowed`);
  const present = contents?.get(list, true);
  if (isSeq(present)) {
    if (present.items.length === 0) present.flow = false;
    present.add(document.createNode(added));
  } else if (present === undefined || (isScalar(present) && present.value === null)) {
    document.set(list, document.createNode([added]));
  } else {
    throw new UserError(`${where}: ${list} is no list`);
  }
  return print(document);
}

/** Long texts stay on one line, as they were written. */
function print(document: Document): string {
  return document.toString({ lineWidth: 0 });
}
