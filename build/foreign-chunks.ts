import { sep } from "node:path";
import type { Plugin } from "rolldown";
import { minifySync } from "rolldown/utils";

const FOREIGN = `${sep}node_modules${sep}`;

/** Minifies the chunks that hold packages of others alone: nobody reviews them here, and they are most of the bytes. */
export function minifyForeignChunks(): Plugin {
  return {
    name: "minify-foreign-chunks",
    renderChunk(code, chunk) {
      const ours = chunk.moduleIds.filter((id) => !id.includes(FOREIGN) && !id.startsWith("\0"));
      if (ours.length > 0) return null;
      const { code: small, errors } = minifySync(chunk.fileName, code, { module: true });
      if (errors.length > 0) throw new Error(`${chunk.name} cannot be minified: ${errors[0]?.message}`);
      return small;
    },
  };
}
