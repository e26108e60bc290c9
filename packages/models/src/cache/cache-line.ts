import { hash } from "node:crypto";
import { readAnswer } from "../answer.ts";
import type { Prediction } from "../predictor.ts";
import { KEY_CHARACTERS } from "./cache-key.ts";

/** Of the checksum's Base64 characters so many are kept: 132 bits. */
const SUM_CHARACTERS = 22;
const SUM_START = KEY_CHARACTERS + 1;
const TEXT_START = SUM_START + SUM_CHARACTERS + 1;
const SPACE = 32;

/**
 * A prediction as a line: its key, the checksum of the key and the rest, the rest as JSON. How long it took is left out,
 * since it takes no such time to look it up; tokens and cost are the answer's own.
 */
export function formatLine(key: string, { prediction, value, scores, usage }: Prediction): string {
  const { milliseconds: _, ...kept } = usage ?? {};
  const text = JSON.stringify({
    prediction,
    value,
    scores: scores === null ? null : [...scores],
    usage: Object.keys(kept).length === 0 ? undefined : kept,
  });
  return `${key} ${checksum(key, text)} ${text}`;
}

/** Whether a line can be one: cheap, so that an index of many lines is made quickly. What it holds is checked when it is read. */
export function looksLikeLine(line: Buffer): boolean {
  return line.length > TEXT_START && line[KEY_CHARACTERS] === SPACE && line[TEXT_START - 1] === SPACE;
}

/** Whether a line is kept under the key, be it sound or not. */
export function hasKey(line: Buffer, key: string): boolean {
  return line.toString("latin1", 0, KEY_CHARACTERS) === key;
}

/** The prediction of a line that is whole and was written for the key; null of any other. */
export function parseLine(line: Buffer, key: string): Prediction | null {
  if (!looksLikeLine(line) || !hasKey(line, key)) return null;
  const text = line.toString("utf8", TEXT_START);
  if (line.toString("latin1", SUM_START, SUM_START + SUM_CHARACTERS) !== checksum(key, text)) return null;
  const answer = readAnswer(readRow(text));
  return "prediction" in answer ? answer : null;
}

/** The key of a line that is whole; null of any other. */
export function keyOfWholeLine(line: Buffer): string | null {
  const key = line.toString("latin1", 0, KEY_CHARACTERS);
  return parseLine(line, key) === null ? null : key;
}

function checksum(key: string, text: string): string {
  return hash("sha256", `${key} ${text}`, "base64url").slice(0, SUM_CHARACTERS);
}

/** Scores are pairs in a line, so that classes keep their order, whatever their names. */
function readRow(text: string): unknown {
  try {
    const row: unknown = JSON.parse(text);
    if (typeof row !== "object" || row === null || !("scores" in row) || !Array.isArray(row.scores)) return row;
    return { ...row, scores: new Map(row.scores) };
  } catch {
    // A checksum keeps mistakes out, not whoever makes a line with one.
    return null;
  }
}
