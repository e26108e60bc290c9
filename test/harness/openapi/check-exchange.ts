import { checkParameters } from "./check-parameters.ts";
import type { Description, Operation, Schemas } from "./description.ts";
import { createValidators, type Validate } from "./validators.ts";

/** A request as it was sent. */
export interface AskedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON; undefined without one. */
  readonly body?: unknown;
}

export interface GivenAnswer {
  readonly status: number;
  readonly body?: unknown;
}

export interface Checker {
  /** The operation that a request asks for; null where the description has none. */
  operationOf(request: AskedRequest): Operation | null;
  /** What is wrong with a request, in words: nothing where it is one that the description has. */
  checkRequest(request: AskedRequest): readonly string[];
  /** The same of what was answered to it. An answer may leave fields out. */
  checkAnswer(request: AskedRequest, answer: GivenAnswer): readonly string[];
}

/**
 * Statuses that every operation may answer, whether its description says so or not:
 * https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
 */
const ANYWHERE: readonly number[] = [401, 403, 404, 429];
const JSON_TYPE = "application/json";
const ERROR = { $ref: "#/components/schemas/basic-error" };

export function createChecker(description: Description): Checker {
  const ofRequest = createValidators(description.document, "request");
  const ofAnswer = createValidators(description.document, "answer");
  const find = ({ method, path }: AskedRequest) => description.find(method, urlOf(path).pathname);
  return {
    operationOf: (request) => find(request)?.operation ?? null,
    checkRequest(request) {
      const found = find(request);
      if (found === null) return ["path: no operation has it"];
      const { operation, parts } = found;
      const check = (place: string, given: Iterable<readonly [string, string]>) => {
        const parameters = operation.parameters.filter((parameter) => parameter.in === place);
        return checkParameters(parameters, [...given], ofRequest).map((problem) => `${place}: ${problem}`);
      };
      const path = [...parts].map(([name, text]) => [name, decodeURIComponent(text)] as const);
      return [
        ...check("path", path),
        ...check("query", urlOf(request.path).searchParams),
        ...checkBody(operation, request, ofRequest).map((problem) => `body: ${problem}`),
      ];
    },
    checkAnswer(request, answer) {
      const found = find(request);
      if (found === null) return [];
      const { status, body } = answer;
      const isGeneral = ANYWHERE.includes(status);
      const schemas = found.operation.answers.get(status) ?? (isGeneral ? new Map([[JSON_TYPE, ERROR]]) : undefined);
      if (schemas === undefined) return [`answer ${status}: no such status`];
      const problems = checkAnswered(
        isGeneral && schemas.size === 0 ? new Map([[JSON_TYPE, ERROR]]) : schemas,
        body,
        ofAnswer,
      );
      return problems.map((problem) => `answer ${status}: ${problem}`);
    },
  };
}

function checkBody(
  { body: taken }: Operation,
  { body, headers }: AskedRequest,
  validatorOf: (schema: unknown) => Validate,
): readonly string[] {
  if (body === undefined) return taken?.isRequired ? ["is missing"] : [];
  if (taken === null) return ["is given, and none is taken"];
  const type = headers["content-type"]?.split(";")[0] ?? JSON_TYPE;
  const schema = taken.schemas.get(type);
  return schema === undefined ? [`cannot be ${type}`] : validatorOf(schema)(body);
}

function checkAnswered(schemas: Schemas, body: unknown, validatorOf: (schema: unknown) => Validate): readonly string[] {
  if (body === undefined) return [];
  const schema = schemas.get(JSON_TYPE);
  return schema === undefined ? ["has a body, and none is given"] : validatorOf(schema)(body);
}

function urlOf(path: string): URL {
  return new URL(path, "http://github.invalid");
}
