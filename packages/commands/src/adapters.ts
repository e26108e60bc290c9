import type { Adapters } from "@airworthy/runtime";

/** What the runtime needs of other adapters, imported when it is used: most runs upload nothing. */
export const adapters: Adapters = {
  async uploadArtifact(name, files, root) {
    const { uploadArtifact } = await import("@airworthy/github");
    await uploadArtifact(name, files, root);
  },
};
