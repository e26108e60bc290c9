import * as v from "valibot";
import { fieldsOf, follow, isNode, type Node } from "./node.ts";

/** What an OpenAPI description says of one method of one path. */
export interface Operation {
  /** Such as "issues/list-comments". */
  readonly name: string;
  readonly method: string;
  /** Such as "/repos/{owner}/{repo}/issues/{issue_number}/comments". */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** null where none is taken. */
  readonly body: { readonly isRequired: boolean; readonly schemas: Schemas } | null;
  /** By status. */
  readonly answers: ReadonlyMap<number, Schemas>;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly isRequired: boolean;
  readonly schema: unknown;
}

/** By media type; none where there is no body. */
export type Schemas = ReadonlyMap<string, unknown>;

export interface Description {
  readonly document: Node;
  /** The operation of a path, fixed parts of which come before those that stand for anything. */
  find(
    method: string,
    path: string,
  ): { readonly operation: Operation; readonly parts: ReadonlyMap<string, string> } | null;
}

const METHODS = ["get", "put", "post", "delete", "patch", "head", "options"];
const parameterSchema = v.object({
  name: v.string(),
  in: v.picklist(["path", "query", "header", "cookie"]),
  required: v.optional(v.boolean(), false),
  schema: v.looseObject({}),
});

/** Reads an OpenAPI 3.0 document: https://spec.openapis.org/oas/v3.0.3. Throws where it is none. */
export function readDescription(document: unknown): Description {
  if (!isNode(document) || !isNode(document["paths"]))
    throw new Error("this is no OpenAPI description: it has no paths");
  const operations = fieldsOf(document["paths"]).flatMap(([path, item]) =>
    operationsOf(document, path, follow(document, item)),
  );
  const patterns = operations
    .map((operation) => ({ operation, pattern: patternOf(operation.path), order: orderOf(operation.path) }))
    .sort((a, b) => (a.order < b.order ? -1 : 1));
  return {
    document,
    find(method, path) {
      for (const { operation, pattern } of patterns) {
        const match = operation.method === method ? pattern.exec(path) : null;
        if (match === null) continue;
        const names = [...operation.path.matchAll(PLACE)].map(([, name = ""]) => name);
        return { operation, parts: new Map(names.map((name, index) => [name, match[index + 1] ?? ""])) };
      }
      return null;
    },
  };
}

function operationsOf(document: Node, path: string, item: Node): Operation[] {
  return METHODS.flatMap((method) => {
    if (item[method] === undefined) return [];
    const node = follow(document, item[method]);
    const parameters = [...listOf(item["parameters"]), ...listOf(node["parameters"])].map((parameter) => {
      const { required: isRequired, ...rest } = v.parse(parameterSchema, follow(document, parameter));
      return { isRequired, ...rest };
    });
    const name = `${node["operationId"] ?? `${method} ${path}`}`;
    const answers = fieldsOf(node["responses"]).map(([status, answer]) => {
      return [Number(status), schemasOf(follow(document, answer))] as const;
    });
    const body = node["requestBody"] === undefined ? null : follow(document, node["requestBody"]);
    return [
      {
        name,
        method: method.toUpperCase(),
        path,
        parameters,
        body: body === null ? null : { isRequired: body["required"] === true, schemas: schemasOf(body) },
        answers: new Map(answers),
      },
    ];
  });
}

function schemasOf(node: Node): Schemas {
  return new Map(
    fieldsOf(node["content"]).map(([type, media]) => [type, isNode(media) ? (media["schema"] ?? {}) : {}]),
  );
}

const PLACE = /\{([^}]+)\}/g;

function patternOf(path: string): RegExp {
  const parts = path
    .split(PLACE)
    .map((part, index) => (index % 2 === 1 ? "([^/]+)" : part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")));
  return new RegExp(`^${parts.join("")}$`);
}

/** Sorts fixed parts, left to right, before places: "\uffff" comes after every character of a path. */
function orderOf(path: string): string {
  return path.replaceAll(PLACE, "\uffff");
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
