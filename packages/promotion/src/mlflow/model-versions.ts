import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { VersionContent } from "./mirrored-version.ts";
import { shown } from "./names.ts";
import { numberSchema, tagsSchema } from "./registered-model.ts";
import { answerTo, type ModelRegistryServer } from "./registry-server.ts";
import { DIGEST_TAG, versionFilter } from "./version-filter.ts";

/** Small enough for answers of a few megabytes, whatever tags others have given. */
const PAGE = 100;
const MOST_PAGES = 50;
const MOST_TOKEN_CHARACTERS = 10_000;
/** What a server leaves behind where it could not take a version in. */
const FAILED = "FAILED_REGISTRATION";

const foundSchema = v.object({
  name: v.string(),
  version: numberSchema,
  status: v.optional(v.string(), ""),
  tags: tagsSchema,
});
const pageSchema = v.object({
  model_versions: v.optional(v.pipe(v.array(foundSchema), v.maxLength(PAGE)), []),
  next_page_token: v.optional(v.pipe(v.string(), v.maxLength(MOST_TOKEN_CHARACTERS)), ""),
});
const madeSchema = v.object({ model_version: v.object({ name: v.string(), version: numberSchema }) });

/** The numbers of the model's versions that carry the digest, the lowest first; those that failed are none. */
export async function findVersions(
  model: string,
  digest: string,
  server: ModelRegistryServer,
): Promise<readonly string[]> {
  const path = "model-versions/search";
  const query = { filter: versionFilter(model, digest), max_results: String(PAGE) };
  const numbers: number[] = [];
  let token = "";
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await server.find(path, token === "" ? query : { ...query, page_token: token });
    const found = checkShape(pageSchema, answer, answerTo(path, server));
    for (const { name, version, status, tags } of found.model_versions) {
      const isOurs = name === model && tags.some(({ key, value }) => key === DIGEST_TAG && value === digest);
      if (isOurs && status !== FAILED) numbers.push(Number(version));
    }
    token = found.next_page_token;
    if (token === "") return numbers.sort((a, b) => a - b).map(String);
  }
  throw new UserError(`${server.url} knows more than ${PAGE * MOST_PAGES} model versions with the digest ${digest}`, {
    remedy: `Delete those that nobody needs, or their tag ${DIGEST_TAG}.`,
  });
}

/** The number of a version that is made. Never sent twice: it would make two. Where no answer comes, the next search finds it. */
export async function createVersion(
  model: string,
  content: VersionContent,
  server: ModelRegistryServer,
): Promise<string> {
  const path = "model-versions/create";
  const made = await server.send(path, { name: model, ...content }, false);
  const { name, version } = checkShape(madeSchema, made, answerTo(path, server)).model_version;
  if (name === model) return version;
  throw new UserError(`${answerTo(path, server)} is about the model ${shown(name)} rather than ${shown(model)}`);
}
