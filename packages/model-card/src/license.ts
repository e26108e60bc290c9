/**
 * Licences by what the Hugging Face Hub calls them, with their SPDX identifier. The Hub's list, as far as SPDX knows them:
 * https://huggingface.co/docs/hub/repositories-licenses
 */
const LICENSES: readonly (readonly [spdx: string, hub: string])[] = [
  ...lowerCased(
    "Apache-2.0 MIT AFL-3.0 Artistic-2.0 BSL-1.0 BSD-2-Clause BSD-3-Clause BSD-3-Clause-Clear CC0-1.0 CC-BY-2.0 CC-BY-2.5",
  ),
  ...lowerCased(
    "CC-BY-3.0 CC-BY-4.0 CC-BY-SA-3.0 CC-BY-SA-4.0 CC-BY-NC-2.0 CC-BY-NC-3.0 CC-BY-NC-4.0 CC-BY-ND-4.0 CC-BY-NC-ND-3.0",
  ),
  ...lowerCased("CC-BY-NC-ND-4.0 CC-BY-NC-SA-2.0 CC-BY-NC-SA-3.0 CC-BY-NC-SA-4.0 CDLA-Permissive-1.0 CDLA-Sharing-1.0"),
  ...lowerCased("CDLA-Permissive-2.0 C-UDA-1.0 ECL-2.0 EPL-1.0 EPL-2.0 EUPL-1.1 EUPL-1.2 ISC LPPL-1.3c MS-PL MPL-2.0"),
  ...lowerCased("OFL-1.1 OSL-3.0 PostgreSQL NCSA Unlicense WTFPL Zlib"),
  ["etalab-2.0", "etalab-2.0"],
  ["ODC-By-1.0", "odc-by"],
  ["ODbL-1.0", "odbl"],
  ["PDDL-1.0", "pddl"],
  ...["only", "or-later"].flatMap((which): [string, string][] => [
    [`AGPL-3.0-${which}`, "agpl-3.0"],
    [`GPL-2.0-${which}`, "gpl-2.0"],
    [`GPL-3.0-${which}`, "gpl-3.0"],
    [`LGPL-2.1-${which}`, "lgpl-2.1"],
    [`LGPL-3.0-${which}`, "lgpl-3.0"],
    [`GFDL-1.3-${which}`, "gfdl"],
  ]),
];

/** Licences of models that only the Hub has a word for. */
const HUB_ONLY: readonly string[] = [
  ..."openrail openrail++ bigscience-openrail-m creativeml-openrail-m bigscience-bloom-rail-1.0".split(" "),
  ..."bigcode-openrail-m llama2 llama3 llama3.1 llama3.2 llama3.3 llama4 gemma apple-ascl apple-amlr".split(" "),
  ..."deepfloyd-if-license h-research intel-research lgpl-lr bsd cc gpl lgpl gpl-2.0 gpl-3.0 agpl-3.0".split(" "),
  ..."lgpl-2.1 lgpl-3.0 unknown other".split(" "),
];

const SPDX: ReadonlyMap<string, string> = new Map(LICENSES.map(([spdx]) => [spdx.toLowerCase(), spdx]));
const HUB: ReadonlyMap<string, string> = new Map([
  ...LICENSES.map(([spdx, hub]): [string, string] => [spdx.toLowerCase(), hub]),
  ...HUB_ONLY.map((hub): [string, string] => [hub, hub]),
]);

/** The identifier as SPDX spells it, whatever the case it was given in; null for what is not in our list. */
export function spdxIdentifier(license: string): string | null {
  return SPDX.get(license.toLowerCase()) ?? null;
}

/** The Hub's word for a licence; null where it has none, which the Hub calls "other". */
export function hubLicense(license: string): string | null {
  return HUB.get(license.toLowerCase()) ?? null;
}

/**
 * The text as an SPDX expression of two or more known identifiers, spelt as SPDX does; null for anything else. WITH and
 * its exceptions are not read. https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/
 */
export function spdxExpression(text: string): string | null {
  const tokens = text.match(/[()]|[^\s()]+/g) ?? [];
  const spelt = tokens.map((token) => (/^([()]|AND|OR)$/.test(token) ? token : spdxIdentifier(token)));
  // What is left when every innermost "a AND b" and every pair of parentheses became one licence again.
  let shape = spelt.map((token) => (token === null ? "?" : /^([()]|AND|OR)$/.test(token) ? token : "x")).join(" ");
  for (let before = ""; before !== shape; ) {
    before = shape;
    shape = shape.replace(/x (?:AND|OR) x/g, "x").replace(/\( x \)/g, "x");
  }
  if (shape !== "x" || tokens.length < 2) return null;
  return spelt.join(" ").replaceAll("( ", "(").replaceAll(" )", ")");
}

/** What the Hub spells like SPDX, in lower case. */
function lowerCased(identifiers: string): [string, string][] {
  return identifiers.split(" ").map((spdx) => [spdx, spdx === "C-UDA-1.0" ? "c-uda" : spdx.toLowerCase()]);
}
