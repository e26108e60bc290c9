import type { ByteSource } from "@airworthy/model-files";
import { windows } from "../format/byte-search.ts";
import type { Item, Scan } from "../item.ts";

/**
 * What a template that formats text has no use for: attributes of Python's objects between two double underscores, also
 * by |attr, by escapes or in parts, and objects from which Jinja's own reach the interpreter. Every repetition is bounded:
 * a template is hostile, and must not make the search slow.
 */
const REACHING = [
  /__(?:class|base|bases|mro|subclasses|globals|builtins|import|init|getattribute|getattr|dict|code|closure|reduce|loader|self)__/,
  /\|\s{0,20}attr\s{0,20}\(/,
  /\\x5f|\\u005f|\\137/i,
  /["']_{1,2}["']\s{0,20}(?:~|\+|\*|%|\.join)/,
  /\b(?:cycler|joiner|lipsum|namespace|range|self|request|config|get_flashed_messages|url_for)\s{0,20}(?:\.|\[\s{0,20}["'])\s{0,20}_{0,2}(?:init|globals|class|mro|application|environ|os)\b/,
  /\b(?:os|subprocess|posix|sys|importlib)\s{0,20}\.\s{0,20}(?:system|popen|environ|getenv|run|call|check_output|Popen|modules|import_module)\b/,
  /\{[{%][^}]{0,200}\b(?:eval|exec|open|getattr|__import__|compile)\s{0,20}\(/,
];

/** More than any template has. */
const MAX_TEMPLATE = 1024 * 1024;
const GGUF_KEY = "tokenizer.chat_template";
const GGUF_STRING = 8;

/** Judges a template's text. */
export function judgeTemplate(text: string, path: string, scan: Scan): void {
  if (text.length > MAX_TEMPLATE) {
    scan.log.add("could-not-be-scanned", path, `A template of ${text.length} characters is not looked through`);
    return;
  }
  const found = REACHING.map((pattern) => pattern.exec(text)?.[0]).find((match) => match !== undefined);
  if (found !== undefined) scan.log.add("template-injection", path, `The template uses ${found}`);
}

/** Judges the chat templates in a GGUF file's metadata, wherever their keys stand. */
export async function scanGguf({ source, path }: Item, scan: Scan): Promise<void> {
  for await (const { text, offset, fresh } of windows(source)) {
    for (let at = text.indexOf(GGUF_KEY); at >= 0 && at < fresh; at = text.indexOf(GGUF_KEY, at + 1)) {
      const template = await ggufText(source, offset + at);
      if (template === null)
        scan.log.add("could-not-be-scanned", path, "A chat template is too long", { offset: offset + at });
      else judgeTemplate(template, path, scan);
    }
  }
}

/** The text behind a key: "" where the key is no key or its value no text, null where it is too long. */
async function ggufText(source: ByteSource, keyStart: number): Promise<string | null> {
  // A template of a name has it behind the key: the key's own length, before it, says where it ends.
  if (keyStart < 8) return "";
  const keyLength = await bigNumber(source, keyStart - 8);
  const at = keyStart + keyLength;
  if (keyLength < GGUF_KEY.length || keyLength > 1024 || at + 12 > source.size) return "";
  const type = Buffer.from(await source.read(at, 4)).readUInt32LE();
  const length = await bigNumber(source, at + 4);
  if (type !== GGUF_STRING || at + 12 + length > source.size) return "";
  if (length > MAX_TEMPLATE) return null;
  return Buffer.from(await source.read(at + 12, length)).toString("utf8");
}

async function bigNumber(source: ByteSource, offset: number): Promise<number> {
  return Number(Buffer.from(await source.read(offset, 8)).readBigUInt64LE());
}
