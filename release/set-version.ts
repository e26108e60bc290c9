// npm run release:version -- 1.2.3
import { join } from "node:path";
import { Refusal } from "./refusal.ts";
import { setVersion } from "./write-version.ts";

try {
  setVersion(join(import.meta.dirname, ".."), process.argv[2] ?? "");
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`error: ${error.message}\n`);
  process.exitCode = 2;
}
