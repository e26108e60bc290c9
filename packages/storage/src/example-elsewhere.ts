// What the tests of runElsewhere run there: it lists a folder, and tells what it knows of the world.
import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import { digestAll } from "./digest-all.ts";
import { elsewhereOrder, serveElsewhere } from "./serve-elsewhere.ts";
import { listFiles } from "./walk.ts";

const inputSchema = v.strictObject({ root: v.string(), exclude: v.array(v.string()) });

await serveElsewhere(async (input) => {
  const { root, exclude } = checkShape(inputSchema, input, "what is to be listed");
  const { signal } = new AbortController();
  const found = await listFiles(root, { shown: "model", exclude, ignore: [], order: elsewhereOrder, signal });
  const digests = await digestAll(
    found.map(({ location, path }) => ({ location, shown: path })),
    { signal },
  );
  const files = found.map(({ path, size }, index) => ({ path, size, sha256: digests[index] }));
  return { files, environment: Object.keys(process.env).toSorted() };
});
