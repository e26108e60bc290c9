import type { Case, Draft } from "./case.ts";
import { textId } from "./case-id.ts";
import type { Lexicons } from "./lexicons.ts";
import type { TemplateSpec } from "./plan-templates.ts";

/** For tests: a draft of one text. */
export function draftOf(text: string, id: string = textId(text)): Draft {
  return { id, inputs: [text], origins: null, expected: null, slices: null, cluster: id, filled: null };
}

/** For tests: everything a source gives. */
export async function collect<Item extends Case>(source: () => AsyncIterable<readonly Item[]>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const chunk of source()) items.push(...chunk);
  return items;
}

/** For tests: a source of drafts in two chunks. */
export function sourceOf(drafts: readonly Draft[]): () => AsyncGenerator<readonly Draft[], void> {
  return async function* source() {
    const half = Math.ceil(drafts.length / 2);
    yield drafts.slice(0, half);
    yield drafts.slice(half);
  };
}

/** For tests: templates without anything special. */
export function templatesOf(
  texts: readonly (string | readonly string[])[],
  lexicons: Lexicons,
  more: Partial<TemplateSpec> = {},
): TemplateSpec {
  return {
    templates: texts.map((text) => ({ texts: [text].flat(), expected: null })),
    combine: "product",
    unroll: false,
    removeDuplicates: false,
    expected: null,
    lexicons,
    open: new Set(),
    keepWords: false,
    slices: [],
    ...more,
  };
}
