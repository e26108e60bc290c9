import type { HtmlToken } from "./html-tokens.ts";

/** Elements that are never closed. */
const VOID: readonly string[] = ["br", "hr", "img", "input", "wbr"];

/** The first thing that is left open, closed twice or closed in the wrong order; null where all is well. */
export function unclosed(tokens: readonly HtmlToken[]): string | null {
  const open: string[] = [];
  for (const { kind, name, text } of tokens) {
    if (kind === "other") return text;
    if (kind === "open" && !VOID.includes(name)) open.push(name);
    if (kind === "close" && open.pop() !== name) return text;
  }
  return open.at(-1) ?? null;
}
