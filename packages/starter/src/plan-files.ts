/** What becomes of a file: it is written, it was so already, another stays, or another gives way and is kept beside it. */
export const STATES = ["created", "unchanged", "kept", "replaced"] as const;

export type State = (typeof STATES)[number];

/** What is in the place of a file now: its text, or the path of another that GitHub would read in its stead. */
export type Found =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "other"; readonly path: string };

export interface StarterFile {
  readonly path: string;
  readonly text: string;
  readonly state: State;
  /** The file that stays in its stead, where that is another. */
  readonly other: string | null;
}

/**
 * What becomes of each file. One that says something else is kept unless `overwrite`; one that stands elsewhere always is,
 * since ours would take its place without a word.
 */
export function planFiles(
  files: ReadonlyMap<string, string>,
  found: ReadonlyMap<string, Found>,
  { overwrite }: { readonly overwrite: boolean },
): readonly StarterFile[] {
  return Array.from(files, ([path, text]) => {
    const there = found.get(path);
    if (there === undefined) return { path, text, state: "created", other: null };
    if (there.kind === "other") return { path, text, state: "kept", other: there.path };
    if (withoutReturns(there.text) === text) return { path, text, state: "unchanged", other: null };
    return { path, text, state: overwrite ? "replaced" : "kept", other: null };
  });
}

/** Git gives lines another end on Windows. */
function withoutReturns(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
