/** Takes secrets out of a text. */
export type Mask = (text: string) => string;

const SHOWN = "***";
/** A shorter part of an address is found in too much that is no secret. */
const LEAST_CHARACTERS = 6;

/** A mask of these secrets as they are, as addresses and JSON write them, and of an address's path by itself. */
export function createMask(secrets: readonly string[]): Mask {
  const forms = [...new Set(secrets.flatMap(formsOf))].sort((a, b) => b.length - a.length);
  return (text) => forms.reduce((masked, form) => masked.replaceAll(form, SHOWN), text);
}

function formsOf(secret: string): readonly string[] {
  const url = URL.parse(secret);
  const parts =
    url === null ? [] : [url.href, url.pathname + url.search, url.pathname, url.search, ...url.pathname.split("/")];
  return [secret, ...parts]
    .flatMap((form) => [form, encodeURIComponent(form.toWellFormed()), JSON.stringify(form).slice(1, -1)])
    .filter((form) => form.length >= LEAST_CHARACTERS);
}
