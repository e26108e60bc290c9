import { UserError } from "@airworthy/evidence";
import { type Document, isMap, isScalar, parseDocument, visit } from "yaml";
import { shown } from "./shown.ts";

/** Fields of YAML by name; a field may have any name. */
export type YamlFields = ReadonlyMap<unknown, unknown>;

/**
 * The fields of a YAML document, in which every scalar is the text that stands there. Throws a UserError for what is no YAML,
 * holds no fields, has aliases (a few lines of them stand for gigabytes), tags, or a field twice.
 */
export function parseYamlFields(source: string, where: string): YamlFields {
  // The parser's own search for equal keys compares each with each: minutes for a hostile file.
  const document = parseDocument(source, { schema: "failsafe", customTags: [], uniqueKeys: false });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem !== undefined) throw new UserError(`${where} is not valid YAML: ${problem.message.trim()}`);
  if (!isMap(document.contents)) throw new UserError(`${where} holds no fields`);
  checkUnique(document, where);
  return fieldsOf(toPlain(document, where), where);
}

/** A value as fields. Throws a UserError where it has none. */
export function fieldsOf(value: unknown, where: string): YamlFields {
  if (value instanceof Map) return value;
  throw new UserError(`${where} holds no fields`);
}

function checkUnique(document: Document, where: string): void {
  visit(document, {
    Map(_, { items }) {
      const keys = new Set<unknown>();
      for (const { key } of items) {
        const name = isScalar(key) ? key.value : key;
        if (keys.has(name)) throw new UserError(`${where} has the field ${shown(String(name))} twice`);
        keys.add(name);
      }
    },
  });
}

function toPlain(document: Document, where: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 0, mapAsMap: true });
  } catch (cause) {
    throw new UserError(`${where}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
