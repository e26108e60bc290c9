import { checkShape } from "@airworthy/evidence";
import { assemblePackage, metadataSchema } from "@airworthy/model-package";
import { relist, serveElsewhere } from "@airworthy/storage";
import * as v from "valibot";

const inputSchema = v.strictObject({
  relisting: v.unknown(),
  description: v.strictObject({
    name: v.string(),
    version: v.string(),
    metadata: metadataSchema,
    epoch: v.nullable(v.number()),
  }),
});

// A process of its own: lists, hashes and assembles, and answers with what the package's digest is there.
await serveElsewhere(async (input) => {
  const { relisting, description } = checkShape(inputSchema, input, "what is to be packed");
  const files = await relist(relisting);
  return { digest: assemblePackage(description, files).digest, files };
});
