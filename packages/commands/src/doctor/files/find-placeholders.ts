import type { Finding, RepositoryText } from "@airworthy/diagnosis";
import { PLACEHOLDER_OWNER, PLACEHOLDER_SERVER } from "@airworthy/starter";

const PLACEHOLDERS = [
  {
    text: PLACEHOLDER_OWNER,
    stands: "stands for a person or a team",
    remedy: "Write who it is, such as @ann or @org/team.",
  },
  {
    text: PLACEHOLDER_SERVER,
    stands: "stands for your MLflow server, and nothing is there",
    remedy: "Write its address, and the name and version of a model there.",
  },
] as const;

/** Whoever has such a name still, in what is no comment: the first of a file. */
export function findPlaceholders({ path, text }: RepositoryText): Finding[] {
  const lines = text.split("\n").map((line) => line.replace(/(^|\s)#.*$/, ""));
  return PLACEHOLDERS.flatMap(({ text: placeholder, stands, remedy }) => {
    const index = lines.findIndex((line) => line.includes(placeholder));
    if (index < 0) return [];
    const place = { file: path, line: index + 1, column: (lines[index] ?? "").indexOf(placeholder) + 1 };
    return [{ rule: "placeholder-left", place, found: `${placeholder} ${stands}`, remedy }];
  });
}
