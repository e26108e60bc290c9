// What actions/attest does with each subject (toolkit's attest action, `createReadStream(file).pipe(hash)`), one after the other.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

for (const file of process.argv.slice(2)) {
  const hash = createHash("sha256").setEncoding("hex");
  await pipeline(createReadStream(file), hash);
  console.log(hash.read(), file);
}
