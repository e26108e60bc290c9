import type { Finding, RepositoryText } from "@airworthy/diagnosis";
import { PLACEHOLDER_OWNER } from "@airworthy/starter";

/** Whoever has that name still, in what is no comment: the first of a file. */
export function findPlaceholders({ path, text }: RepositoryText): Finding[] {
  const lines = text.split("\n").map((line) => line.replace(/(^|\s)#.*$/, ""));
  const index = lines.findIndex((line) => line.includes(PLACEHOLDER_OWNER));
  if (index < 0) return [];
  const place = { file: path, line: index + 1, column: (lines[index] ?? "").indexOf(PLACEHOLDER_OWNER) + 1 };
  const found = `${PLACEHOLDER_OWNER} stands for a person or a team`;
  const remedy = "Write who it is, such as @ann or @org/team.";
  return [{ rule: "placeholder-left", place, found, remedy }];
}
