import { canonicalJson, sha256, UserError } from "@airworthy/evidence";
import type { Draft } from "../cases/case.ts";
import { inChunks } from "../cases/chunks.ts";
import { caseNumbers } from "./case-numbers.ts";
import type { ImportedTest } from "./imported-test.ts";
import { casesOf, type PromptfooCase } from "./promptfoo-cases.ts";
import { type ForeignFile, type ForeignTest, type PromptfooPorts, readPromptfoo } from "./promptfoo-files.ts";
import { type Prompt, readPrompts, toPrompt } from "./promptfoo-prompts.ts";
import type { PromptfooSpec } from "./promptfoo-schema.ts";
import { type Shared, shareAssertions, wordsOf } from "./share-assertions.ts";
import { testIds } from "./test-ids.ts";
import { Unsupported } from "./unsupported.ts";

export interface PromptfooImport {
  readonly tests: readonly ImportedTest[];
  /** Each case that was left out, with its place and the reason. */
  readonly skipped: readonly string[];
}

const SHOWN_PROBLEMS = 20;
const MAX_TITLE = 120;

/**
 * promptfoo's cases as tests: those that assert the same of their answers, but for one text that is each case's own, are one `mft`
 * test. Throws a UserError that lists every case that has no equal here, with its line and the reason, unless the import says to
 * leave such cases out; what is left out is left out whole, since a case with fewer assertions passes more easily.
 */
export async function promptfooTests(spec: PromptfooSpec, ports: PromptfooPorts): Promise<PromptfooImport> {
  const file = await readPromptfoo(spec.promptfoo, ports);
  const prompts = await promptsFor(spec, file, ports);
  const skipped: string[] = [];
  const groups = new Map<string, Group>();
  for (const test of file.tests) {
    const cases = tryCases(test, file, prompts);
    if (cases instanceof Unsupported) skipped.push(`${test.where}: ${cases.message}`);
    else for (const item of cases) addTo(groups, item);
  }
  checkSkipped(spec, skipped, groups.size);
  return { tests: toTests([...groups.values()], spec.promptfoo), skipped };
}

/** Cases of which the same is asserted. */
interface Group extends Shared {
  readonly items: { readonly item: PromptfooCase; readonly expected: readonly string[] | null }[];
}

async function promptsFor(
  spec: PromptfooSpec,
  { prompts }: ForeignFile,
  ports: PromptfooPorts,
): Promise<readonly Prompt[]> {
  if (spec.prompt !== undefined) return [toPrompt(spec.prompt, spec.promptfoo)];
  if (prompts !== null) return await readPrompts(prompts, spec.promptfoo, ports);
  throw new UserError(`${spec.promptfoo} has no prompts`, {
    remedy: 'Say in the import what the model is asked, such as prompt: "{{question}}".',
  });
}

function tryCases({ test }: ForeignTest, file: ForeignFile, prompts: readonly Prompt[]): PromptfooCase[] | Unsupported {
  if (test instanceof Unsupported) return test;
  try {
    return casesOf(test, file, prompts);
  } catch (error) {
    if (error instanceof Unsupported) return error;
    throw error;
  }
}

function addTo(groups: Map<string, Group>, item: PromptfooCase): void {
  const { assertions, expected } = shareAssertions(item.assertions);
  const key = canonicalJson(assertions);
  const group: Group = groups.get(key) ?? { assertions, expected, items: [] };
  groups.set(key, group);
  group.items.push({ item, expected });
}

function checkSkipped(spec: PromptfooSpec, skipped: readonly string[], groups: number): void {
  if (groups > 0 && (skipped.length === 0 || spec["skip-unsupported"] === true)) return;
  if (skipped.length === 0) throw new UserError(`${spec.promptfoo} has no tests`);
  const shown = skipped.slice(0, SHOWN_PROBLEMS).map((problem) => `  ${problem}`);
  if (skipped.length > SHOWN_PROBLEMS) shown.push(`  and ${skipped.length - SHOWN_PROBLEMS} more`);
  throw new UserError(`${spec.promptfoo}: ${skipped.length} cases cannot be imported:\n${shown.join("\n")}`, {
    remedy: "Write them as tests of the suite, and leave them out here with skip-unsupported: true.",
  });
}

function toTests(groups: readonly Group[], file: string): ImportedTest[] {
  const titles = groups.map(titleOf);
  const ids = testIds(titles);
  return groups.map((group, index) => {
    const id = ids[index] ?? "";
    // Of several with one title the id tells nothing apart: what they assert does.
    const isShared = titles.filter((title) => title === titles[index]).length > 1;
    const suffix = isShared ? sha256(canonicalJson(group.assertions)).slice(0, 8) : "";
    return {
      fields: {
        id: isShared ? `${id.slice(0, 71)}-${suffix}` : id,
        title: titles[index],
        kind: "mft",
        assert: group.assertions,
      },
      drafts: () => inChunks(draftsOf(group)),
      cases: group.items.length,
      isLabelled: group.expected !== null,
      where: `${file} (${titles[index]})`,
    };
  });
}

/** The cases' own words where they have the same, else what is asserted. */
function titleOf({ items, assertions }: Group): string {
  const [first] = items;
  const description = first?.item.description ?? null;
  const isSame = items.every(({ item }) => item.description === description);
  const title = isSame && description !== null && description !== "" ? description : wordsOf(assertions);
  return title.length > MAX_TITLE ? `${title.slice(0, MAX_TITLE - 1).toWellFormed()}…` : title;
}

function* draftsOf({ items }: Group): Generator<Draft> {
  const numbers = caseNumbers();
  for (const { item, expected } of items) {
    const inputs = [item.input];
    yield {
      ...numbers(inputs),
      inputs,
      origins: null,
      expected: expected === null ? null : { oneOf: expected },
      slices: null,
      filled: null,
    };
  }
}
