/**
 * Package URLs: https://github.com/package-url/purl-spec. A colon is left as it is, as the canonical form has it.
 */

/** A package in a registry: the last part of its name, its digest and its version as a tag. */
export function ociPurl(name: string, sha256: string, version: string): string {
  const last = name.slice(name.lastIndexOf("/") + 1).toLowerCase();
  return `pkg:oci/${encode(last)}@sha256:${sha256}?tag=${encode(version)}`;
}

/** A model on the Hugging Face Hub, by its page's address; null for any other address. */
export function huggingFacePurl(uri: string | null): string | null {
  const url = URL.parse(uri ?? "");
  if (url === null || url.protocol !== "https:" || url.host !== "huggingface.co") return null;
  const [, path, commit] =
    /^\/((?:[\w.-]+\/)?[\w.-]+?)(?:\/(?:tree|commit)\/([0-9a-f]{40}))?\/?$/.exec(url.pathname) ?? [];
  if (path === undefined || /^(?:datasets|spaces)\//.test(path)) return null;
  return `pkg:huggingface/${path}${commit === undefined ? "" : `@${commit}`}`;
}

/** encodeURIComponent leaves some marks as they are that a Package URL encodes. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replaceAll("%3A", ":")
    .replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
