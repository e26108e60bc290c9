import { findFirst, windows } from "../format/byte-search.ts";
import { scanKerasConfig } from "../format/scan-keras.ts";
import type { Item, Scan } from "../item.ts";
import { SECRET_PATTERNS } from "./secret-patterns.ts";
import { judgeTemplate } from "./template.ts";

const TEMPLATE_ENDING = /\.(?:jinja2?|j2|template|tmpl)$/i;
const YAML_NAME = /(?:\.ya?ml|(?:^|\/)MLmodel)$/i;
/**
 * PyYAML's tags that import or call; a TAG line or an escape within a tag can name them otherwise. Its tag of tuples, which
 * many write, is none.
 */
const PYTHON_TAG =
  /(?:!!|yaml\.org,2002:)python\/(?:object|name|module)[^\s]{0,80}|^%TAG[ \t]{1,40}\S{1,40}[ \t]{1,40}tag:\S{0,80}|!\S{0,80}%[0-9a-fA-F]{2}/m;
/** A JSON that is read whole: configurations are far smaller, and data sets of this size are not configurations. */
const PARSED_BYTES = 32 * 1024 * 1024;
const TELLING_KEY = /class_name|template|lambda|\\u00/;
const MAX_DEPTH = 500;

/** Text is looked through for secrets; templates and configurations for code. What source code does is not judged. */
export async function scanText(item: Item, scan: Scan): Promise<void> {
  const isTelling = await scanSecrets(item, scan);
  const { source, path, name } = item;
  if (YAML_NAME.test(name)) await scanTags(item, scan);
  const form = formOf(item, isTelling);
  if (form === null) return;
  if (source.size > PARSED_BYTES) {
    if (form === "maybe-json") return;
    const message = `A ${form === "template" ? "template" : "configuration"} of ${source.size} bytes is not read`;
    return scan.log.add("could-not-be-scanned", path, message);
  }
  const text = Buffer.from(await source.read(0, source.size)).toString("utf8");
  if (form === "json" || form === "maybe-json") scanJson(text, form, path, scan);
  else judgeTemplate(form === "template" ? text : expressionsIn(text), path, scan);
}

type Form = "template" | "json" | "yaml" | "maybe-json";

/** What text is looked into as; null where it is not. A configuration under any name opens for whoever is told to read it. */
function formOf({ name }: Item, isTelling: boolean): Form | null {
  if (TEMPLATE_ENDING.test(name)) return "template";
  if (!isTelling) return null;
  if (/\.json$/i.test(name)) return "json";
  return YAML_NAME.test(name) ? "yaml" : "maybe-json";
}

/** Finds objects of Python's in YAML: loaders that are not safe make them. */
async function scanTags({ source, path }: Item, scan: Scan): Promise<void> {
  const tag = await findFirst(source, PYTHON_TAG);
  if (tag !== null) scan.log.add("yaml-object", path, `Has the tag ${tag.match}`, { offset: tag.offset });
}

/** Finds secrets; never says what they are. Whether the text has keys that configurations with code have. */
async function scanSecrets({ source, path }: Item, scan: Scan): Promise<boolean> {
  let [line, isTelling] = [1, false];
  for await (const { text, fresh } of windows(source)) {
    isTelling ||= TELLING_KEY.test(text);
    for (const { name, pattern, isReal } of SECRET_PATTERNS) {
      for (const { 0: secret, index } of text.matchAll(pattern)) {
        if (index >= fresh || isReal?.(secret) === false) continue;
        const at = line + lineFeeds(text.slice(0, index));
        scan.log.add("secret", path, `${name} on line ${at}, ${secret.length} characters`, { line: at });
      }
    }
    line += lineFeeds(text.slice(0, fresh));
  }
  return isTelling;
}

function lineFeeds(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

function scanJson(text: string, form: Form, path: string, scan: Scan): void {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    if (form === "json")
      scan.log.add("could-not-be-scanned", path, "A configuration is not JSON, and so not looked into");
    return;
  }
  scanKerasConfig(value, path, scan);
  for (const template of templatesIn(value)) judgeTemplate(template, path, scan);
}

/** What stands in a template's braces, wherever in a YAML: the rest is no template. Looks at each character once or twice. */
function expressionsIn(text: string): string {
  const parts: string[] = [];
  const endless = new Set<string>();
  let past = 0;
  for (const { 0: opening, index } of text.matchAll(/\{[{%]/g)) {
    if (index < past || endless.has(opening)) continue;
    const end = text.indexOf(opening === "{{" ? "}}" : "%}", index);
    if (end < 0) {
      endless.add(opening);
    } else {
      parts.push(text.slice(index, end + 2));
      past = end;
    }
  }
  return parts.join("\n");
}

/** The texts below keys that name a template: one, or a list of named ones as Hugging Face has them. */
function templatesIn(value: unknown): string[] {
  const found: string[] = [];
  const pending: { value: unknown; depth: number; isTemplate: boolean }[] = [{ value, depth: 0, isTemplate: false }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value: inner, depth, isTemplate } = next;
    if (isTemplate && typeof inner === "string") found.push(inner);
    if (typeof inner !== "object" || inner === null || depth > MAX_DEPTH) continue;
    for (const [key, item] of Object.entries(inner)) {
      pending.push({ value: item, depth: depth + 1, isTemplate: isTemplate || /template/i.test(key) });
    }
  }
  return found;
}
