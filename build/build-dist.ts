import { rolldown } from "rolldown";
import options from "../rolldown.config.ts";

/** Builds everything that a release ships into `folder`, which is emptied first. */
export async function buildDist(folder: string): Promise<void> {
  const bundle = await rolldown(options);
  try {
    await bundle.write({ ...options.output, dir: folder });
  } finally {
    await bundle.close();
  }
}
