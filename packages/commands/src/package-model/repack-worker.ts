import { checkShape } from "@airworthy/evidence";
import { describeModel } from "@airworthy/model-files";
import { assemblePackage, metadataSchema } from "@airworthy/model-package";
import { digestAll, elsewhereOrder, listFiles, serveElsewhere } from "@airworthy/storage";
import * as v from "valibot";
import { IGNORED } from "./ignored.ts";
import { mergeMetadata } from "./merge-metadata.ts";
import { modelFiles } from "./model-files.ts";

const inputSchema = v.strictObject({
  source: v.strictObject({ location: v.string(), shown: v.string() }),
  exclude: v.array(v.string()),
  name: v.string(),
  version: v.string(),
  /** What the user says; what the files say is read anew. */
  metadata: metadataSchema,
  epoch: v.nullable(v.number()),
});

// A process of its own: lists, describes, hashes and assembles, and answers with what the package's digest is there.
await serveElsewhere(async (input) => {
  const { source, exclude, metadata, ...reference } = checkShape(inputSchema, input, "what is to be packed");
  const { signal } = new AbortController();
  const walk = { shown: source.shown, exclude, ignore: IGNORED, order: elsewhereOrder, signal };
  const found = await listFiles(source.location, walk);
  const facts = await describeModel(modelFiles(found, source), source.shown);
  const tasks = found.map(({ location, path }) => ({ location, shown: `${source.shown}/${path}` }));
  const digests = await digestAll(tasks, { signal });
  const files = found.map(({ path, size }, index) => ({ path, size, sha256: digests[index] ?? "" }));
  const description = { ...reference, metadata: mergeMetadata(metadata, facts) };
  return { digest: assemblePackage(description, files).digest, files };
});
