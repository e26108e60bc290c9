/**
 * How a text may be met again where it was sent: as it is, and escaped in the ways that are common, each as a whole. Base64
 * is met in the middle of a longer text too, such as `user:secret`, wherever in it the text begins.
 */
export function writtenForms(text: string): string[] {
  if (text === "") return [];
  const hexadecimal = Buffer.from(text, "utf8").toString("hex");
  const inBase64 = base64Forms(text);
  const inUrlBase64 = inBase64.map((form) => form.replaceAll("+", "-").replaceAll("/", "_"));
  return [
    text,
    ...jsonForms(text),
    ...urlForms(text),
    ...htmlForms(text),
    hexadecimal,
    hexadecimal.toUpperCase(),
    ...inBase64,
    ...inUrlBase64,
  ];
}

/** As JavaScript, PHP and Python write it. */
function jsonForms(text: string): string[] {
  const json = JSON.stringify(text).slice(1, -1);
  const ascii = json.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return [json, ascii].flatMap((form) => [form, form.replaceAll("/", "\\/")]);
}

function urlForms(text: string): string[] {
  const wellFormed = text.toWellFormed();
  const component = encodeURIComponent(wellFormed);
  const strict = component.replaceAll(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  const form = new URLSearchParams({ x: text }).toString().slice(2);
  // Python leaves slashes as they are.
  const forms = [component, strict, strict.replaceAll("%2F", "/"), form, encodeURI(wellFormed)];
  return forms.flatMap((escaped) => [escaped, escaped.replaceAll(/%../g, (byte) => byte.toLowerCase())]);
}

/** Apostrophes in each of the usual ways; and as Mustache does, which escapes more than need be. */
function htmlForms(text: string): string[] {
  const named = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const quoted = named.replaceAll('"', "&quot;");
  const apostrophes = ["&#39;", "&#x27;", "&apos;"].map((entity) => quoted.replaceAll("'", entity));
  const mustache = quoted
    .replaceAll("'", "&#39;")
    .replaceAll(/[/=`]/g, (mark) => `&#x${mark.charCodeAt(0).toString(16).toUpperCase()};`);
  return [named, quoted, ...apostrophes, mustache];
}

/** The characters of Base64 that only the text decides, for each of the three places it can have among the bytes before it. */
function base64Forms(text: string): string[] {
  const bytes = Buffer.from(text, "utf8");
  return [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]);
    const first = Math.ceil((before * 8) / 6);
    const end = Math.floor((whole.length * 8) / 6);
    return whole.toString("base64").slice(first, end);
  });
}
