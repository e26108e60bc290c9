import { sep } from "node:path";
import type { Plugin } from "rolldown";
import { minifySync } from "rolldown/utils";

const FOREIGN = `${sep}node_modules${sep}`;

/** Minifies the chunks that hold packages of others alone: nobody reviews them here, and they are most of the bytes. */
export function minifyForeignChunks(): Plugin {
  return {
    name: "minify-foreign-chunks",
    // At the very end: what is minified as a chunk is rendered is printed once more, with all its white space.
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk" || chunk.moduleIds.some(isOurs)) continue;
        const { code, errors } = minifySync(chunk.fileName, chunk.code, { module: true });
        if (errors.length > 0) throw new Error(`${chunk.name} cannot be minified: ${errors[0]?.message}`);
        chunk.code = code;
      }
    },
  };
}

function isOurs(id: string): boolean {
  return !id.includes(FOREIGN) && !id.startsWith("\0");
}
