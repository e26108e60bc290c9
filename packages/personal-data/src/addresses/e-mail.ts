/** RFC 5321, 4.5.3.1. */
const MOST_LOCAL = 64;
const MOST_DOMAIN = 255;
/** RFC 5322's atext and the point, and Latin letters with marks. Scripts without spaces would draw in what stands before. */
const LOCAL = /[A-Za-z0-9.!#$%&'*+/=?^_`{|}~\u00c0-\u024f-]/;
/** Letters, digits, hyphens and points, and for names in their own script Latin, Greek and Cyrillic letters. */
const DOMAIN = /[A-Za-z0-9.\u00c0-\u024f\u0370-\u04ff-]/;
const LABEL =
  /^[A-Za-z0-9\u00c0-\u024f\u0370-\u04ff](?:[A-Za-z0-9\u00c0-\u024f\u0370-\u04ff-]{0,61}[A-Za-z0-9\u00c0-\u024f\u0370-\u04ff])?$/;
const TOP_LABEL = /^(?:[A-Za-z\u00c0-\u024f\u0370-\u04ff]{2,63}|xn--[A-Za-z0-9-]{1,59})$/;
/** Packages and their files are written with an at sign and a version: "sigstore@2.0.0-rc.json". None of these is a country. */
const FILE = /\.(?:json|[cm]?js|ts|tsx|jsx|png|jpe?g|gif|svg|webp|html?|css|txt|ya?ml|xml|gz|tgz|lock)$/i;
/** Pictures for screens of twice the density are called "icon@2x.png". */
const DENSITY = /^\d(?:\.\d)?x\.[A-Za-z]{2,5}$/;
/** What may stand around an address but does not belong to it. */
const LEADING = /^[.!#$%&'*/=?^`{|}~]+/;

/** The address around the at sign at `at`; null where there is none. */
export function readEmail(text: string, at: number): { readonly start: number; readonly end: number } | null {
  let start = at;
  while (start > 0 && at - start <= MOST_LOCAL && LOCAL.test(text.charAt(start - 1))) start--;
  let end = at + 1;
  while (end < text.length && end - at <= MOST_DOMAIN && DOMAIN.test(text.charAt(end))) end++;
  const local = text.slice(start, at).replace(LEADING, "");
  const domain = text.slice(at + 1, end).replace(/[.-]+$/, "");
  if (local === "" || local.length > MOST_LOCAL || local.endsWith(".") || local.includes("..")) return null;
  return isDomain(domain) ? { start: at - local.length, end: at + 1 + domain.length } : null;
}

function isDomain(domain: string): boolean {
  const labels = domain.split(".");
  const isNamed =
    labels.length > 1 && labels.every((label) => LABEL.test(label)) && !DENSITY.test(domain) && !FILE.test(domain);
  return isNamed && domain.length <= MOST_DOMAIN && TOP_LABEL.test(labels.at(-1) ?? "");
}
