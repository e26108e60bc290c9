/**
 * An MLflow server that has a model registry: its REST API 2.0, by paths below `mlflow/`. Each throws a UserError that names the
 * address where the server cannot be reached or refuses.
 */
export interface ModelRegistryServer {
  /** Its address, without a login: shown in messages. */
  readonly url: string;
  /** What a GET answers; null where the server says that there is no such thing. */
  find(path: string, query: Readonly<Record<string, string>>): Promise<unknown>;
  /** What a POST answers. Only what does no harm twice is sent again where an answer fails to come. */
  send(path: string, body: object, repeatable: boolean): Promise<unknown>;
  /** What a DELETE answers. */
  remove(path: string, body: object): Promise<unknown>;
}

/** Where an answer came from, for messages about what is wrong with it. */
export function answerTo(path: string, { url }: ModelRegistryServer): string {
  return `what ${url} answered to ${path}`;
}
