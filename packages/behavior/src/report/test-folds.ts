import { type Block, type Fold, formatCounted, plainText, type Text } from "@airworthy/report";
import type { BehaviorFinding } from "../evidence/finding-schema.ts";

/** What is told of one test. */
export interface TestNote {
  readonly finding: BehaviorFinding;
  readonly heading: string;
  readonly items: readonly Text[];
}

/** As many tests as a reader looks through under one line. */
const MOST_TESTS = 20;

/** A fold is shown whole or not at all: a fifth of a comment, so that long texts do not cost a reader all of it. */
const MOST_CHARACTERS = 12_000;

/**
 * The notes in as few folds as hold them, each test with a heading and a list. `summaryOf` says what a fold has, given its
 * findings and its tests in words, such as "3 tests", and "3 further tests" after the first fold.
 */
export function testFolds(
  notes: readonly TestNote[],
  summaryOf: (findings: readonly BehaviorFinding[], tests: string) => string,
): Fold[] {
  return split(notes).map((part, index): Fold => {
    const tests = formatCounted(part.length, index === 0 ? "test" : "further test");
    const findings = part.map(({ finding }) => finding);
    return { kind: "fold", summary: summaryOf(findings, tests), blocks: part.flatMap(noteBlocks) };
  });
}

function noteBlocks({ heading, items }: TestNote): Block[] {
  return [
    { kind: "heading", level: 4, text: heading },
    { kind: "list", items },
  ];
}

function split(notes: readonly TestNote[]): readonly TestNote[][] {
  const parts: TestNote[][] = [];
  let room = 0;
  for (const note of notes) {
    const size = sizeOf(note);
    const last = parts.at(-1);
    if (last === undefined || last.length === MOST_TESTS || size > room) {
      parts.push([note]);
      room = MOST_CHARACTERS - size;
    } else {
      last.push(note);
      room -= size;
    }
  }
  return parts;
}

function sizeOf({ heading, items }: TestNote): number {
  return items.reduce((sum, item) => sum + plainText(item).length, heading.length);
}
