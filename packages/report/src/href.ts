/** Longer addresses are cut by browsers and proxies; none of ours comes near. */
const HREF_CHARACTERS = 2_000;

const SCHEMES: readonly string[] = ["https:", "http:"];

/**
 * An address that may be linked: absolute, http or https, without credentials, with nothing in it that Markdown or an
 * HTML attribute could read as its end. Null for anything else (`javascript:`, `data:`, relative): show the text alone.
 */
export function safeHref(href: string): string | null {
  const url = href.length <= HREF_CHARACTERS ? URL.parse(href) : null;
  if (url === null || !SCHEMES.includes(url.protocol) || url.username !== "" || url.password !== "") return null;
  return url.href.replace(/[^A-Za-z0-9\-._~:/?#@!&=+,;%]/g, encodeURIComponentFully);
}

/** encodeURIComponent leaves ! ' ( ) * as they are; a link's end must not be written by its address. */
function encodeURIComponentFully(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}
