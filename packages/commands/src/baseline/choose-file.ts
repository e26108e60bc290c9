import { basename } from "node:path";
import { UserError } from "@airworthy/evidence";

/** Tables, metric files and evidence: what a baseline can be read from. */
const READABLE = /\.(?:(?:jsonl|ndjson|csv)(?:\.gz)?|parquet|pq|json|ya?ml|xml)$/i;
const SHOWN_NAMES = 10;

/**
 * Which of an artifact's files is the baseline: the one that is called as the candidate's is, in whatever folder, else the
 * only one that can be one. Throws a UserError that lists what there is where that says none, or several.
 */
export function chooseFile(names: readonly string[], candidate: string): string {
  const wanted = basename(candidate);
  const called = names.filter((name) => lastSegment(name) === wanted);
  const [only, ...others] = called.length > 0 ? called : names.filter((name) => READABLE.test(name));
  if (only !== undefined && others.length === 0) return only;
  const found = only === undefined ? "nothing that can be a baseline" : "several files that can be the baseline";
  throw new UserError(`it holds ${found}: ${listed(names)}`, {
    remedy: `Upload one file called ${JSON.stringify(wanted)} in it, as the candidate's is.`,
  });
}

/** A file name of ours that keeps what readers go by: the end, with the format. No system takes it for anything else. */
export function localName(name: string): string {
  return `baseline-${lastSegment(name)
    .replace(/[^\w.-]+/g, "-")
    .slice(-100)}`;
}

function lastSegment(name: string): string {
  return name.split("/").at(-1) ?? name;
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return "it is empty";
  const more = names.length > SHOWN_NAMES ? `, and ${names.length - SHOWN_NAMES} more` : "";
  return (
    names
      .slice(0, SHOWN_NAMES)
      .map((name) => JSON.stringify(name.slice(0, 200)))
      .join(", ") + more
  );
}
