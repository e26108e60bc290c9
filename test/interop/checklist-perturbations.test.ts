import { createRandom } from "@airworthy/stats";
import * as v from "valibot";
import { beforeAll, expect, test } from "vitest";
import { contractions } from "../../packages/behavior/src/perturbations/contractions.ts";
import { numbers } from "../../packages/behavior/src/perturbations/numbers.ts";
import type { OnText } from "../../packages/behavior/src/perturbations/perturbation.ts";
import { punctuation } from "../../packages/behavior/src/perturbations/punctuation.ts";
import { typos } from "../../packages/behavior/src/perturbations/typos.ts";
import { conforms, createTally } from "../harness/conforms.ts";
import { pythonVersion } from "../harness/peer-versions.ts";
import { askChecklist } from "./checklist/ask.ts";
import { pythonWithChecklist } from "./checklist/python.ts";

/** Enough that each of some fifty possibilities comes: that one is missing is less likely than 1 in 10^17. */
const DRAWS = 2000;

const CONTRACTED = [
  ..."aren't can't couldn't didn't doesn't don't hadn't hasn't haven't isn't mightn't mustn't needn't".split(" "),
  ..."oughtn't shan't shouldn't wasn't weren't won't wouldn't I'm I'd I'll he's she'd she'll she's it'd".split(" "),
  ..."it'll it's that'd that's there's they'd they'll they're we'd we'll we're what're when's".split(" "),
  ..."where's who'll who's why's you'd you'll you're".split(" "),
];

const EXPANDED = [
  ..."are not,cannot,could not,did not,does not,do not,had not,has not,have not,is not,might not,must not".split(","),
  ..."need not,ought not,shall not,should not,was not,were not,will not,would not,I am,I would,I will,he is".split(","),
  ..."she would,she will,she is,it would,it will,it is,that is,there is,they would,they will,they are".split(","),
  ..."we would,we will,we are,when is,where is,who will,who is,why is,you would,you will,you are".split(","),
];

const asked = {
  draws: DRAWS,
  contractions: [
    ...CONTRACTED.map((word) => `Maybe ${word} good food.`),
    ...EXPANDED.map((words) => `Maybe ${words} good food.`),
    ...["Don't", "Isn't", "It is", "That's", "Do not"].map((words) => `${words} a seat like that.`),
    "No contraction in this.",
    "I'm sure they're here, and it's late.",
    "I am sure they are here, and it is late.",
  ],
  punctuation: [
    "Good flight",
    "Good flight.",
    "Good flight!",
    "Really?!",
    "A seat (by the aisle).",
    "Late ; again ...",
    "ok",
  ],
  typos: [
    ["flight", 1],
    ["flight", 2],
    ["abc", 1],
    ["ab", 1],
    ["a good seat", 1],
  ] as [string, number][],
  numbers: ["1", "3", "7", "flight 10", "gate 25, seat 4", "2 bags", "no number", "100", "row 12 and row 12", "0"],
};

const texts = v.array(v.array(v.string()));
const answerSchema = v.strictObject({ contractions: texts, punctuation: texts, typos: texts, numbers: texts });

const compared = createTally();
let theirs: v.InferOutput<typeof answerSchema>;

beforeAll(async () => {
  theirs = await askChecklist("perturbations.py", asked, answerSchema);
});

test("contractions are written out and put together alike", async () => {
  const perturbation = contractions({ by: "contractions" });
  for (const [index, text] of asked.contractions.entries()) {
    expect(changed(perturbation, text, 1), text).toEqual(sorted(theirs.contractions[index]));
  }
  await agrees();
});

test("punctuation at the end goes, and a full stop comes, alike", async () => {
  const perturbation = punctuation({ by: "punctuation" });
  for (const [index, text] of asked.punctuation.entries()) {
    expect(changed(perturbation, text, 1), text).toEqual(sorted(theirs.punctuation[index]));
  }
  await agrees();
});

test("swaps of neighbours can make the same texts, but for a text that swaps leave as it was", async () => {
  for (const [index, [text, swaps]] of asked.typos.entries()) {
    const possible = (theirs.typos[index] ?? []).filter((other) => other !== text);
    expect(changed(typos({ by: "typos", swaps }), text, DRAWS), text).toEqual(possible.toSorted());
  }
  await agrees();
});

test("numbers can become the same numbers, and 2 and 4 none", async () => {
  const perturbation = numbers({ by: "numbers" });
  for (const [index, text] of asked.numbers.entries()) {
    expect(changed(perturbation, text, DRAWS), text).toEqual(sorted(theirs.numbers[index]));
  }
  await agrees();
});

/** Counts the texts that a test compared. */
async function agrees(): Promise<void> {
  conforms({
    area: "Behaviour tests",
    claim: "contractions, punctuation, typos and numbers: all that may become of a text",
    peer: "CheckList",
    version: await pythonVersion(await pythonWithChecklist(), "checklist"),
    ...compared.take(),
  });
}

/** What ours may make of a text: all of what it makes of many draws. */
function changed({ change }: OnText, text: string, draws: number): string[] {
  compared.add();
  const random = createRandom(1);
  const made = Array.from({ length: draws }, () => change(text, random)).flat();
  return sorted(made.filter((other) => other !== text));
}

function sorted(values: readonly string[] = []): string[] {
  return [...new Set(values)].toSorted();
}
