import { GitProblem } from "./problem.ts";

/** Bytes as text. Throws a GitProblem that says of `where` that it is no UTF-8: a text with gaps would be written back so. */
export function decodeUtf8(bytes: Uint8Array, where: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new GitProblem("failed", `${where} is no UTF-8`, { cause });
  }
}
