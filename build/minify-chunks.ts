import { sep } from "node:path";
import type { Plugin } from "rolldown";
import { minifySync } from "rolldown/utils";

type MinifyOptions = Parameters<typeof minifySync>[2];

const FOREIGN = `${sep}node_modules${sep}`;

const NAMES = { function: true, class: true };
/**
 * Of our own code functions and classes keep their names, and none is merged into another: a stack that a user reports must
 * still say where it was. Noticed by minify-chunks.test.ts.
 */
const OWN: MinifyOptions = {
  module: true,
  compress: { keepNames: NAMES },
  mangle: { toplevel: true, keepNames: NAMES },
};

const OTHERS: MinifyOptions = { module: true };

/** Minifies every chunk; those that hold packages of others alone down to their names. */
export function minifyChunks(): Plugin {
  return {
    name: "minify-chunks",
    // At the very end: what is minified as a chunk is rendered is printed once more, with all its white space.
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk") continue;
        const options = chunk.moduleIds.some(isOurs) ? OWN : OTHERS;
        const { code, errors } = minifySync(chunk.fileName, chunk.code, options);
        if (errors.length > 0) throw new Error(`${chunk.name} cannot be minified: ${errors[0]?.message}`);
        chunk.code = code;
      }
    },
  };
}

function isOurs(id: string): boolean {
  return !id.includes(FOREIGN) && !id.startsWith("\0");
}
