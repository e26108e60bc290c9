import type { Verdict } from "@airworthy/evidence";
import { type Block, formatCounted, type Text } from "@airworthy/report";
import type { Outcome } from "@airworthy/runtime";
import {
  type Answers,
  beginning,
  PLACEHOLDER_OWNER,
  PLACEHOLDER_SERVER,
  SERVER_FILE,
  STATES,
  type StarterFile,
  type State,
} from "@airworthy/starter";
import { asideOf } from "./repository.ts";

interface Done {
  readonly plan: readonly StarterFile[];
  readonly answers: Answers;
  /** Why it is this flavour. */
  readonly why: string;
  readonly directory: string;
  /** Whether the folder is the top of a repository of git's. */
  readonly isRepository: boolean;
  readonly isDryRun: boolean;
}

export function initOutcome(done: Done): Outcome<"flavour" | "model" | State> {
  const { plan, answers } = done;
  const pathsOf = (state: State) => plan.filter((file) => file.state === state).map(({ path }) => path);
  const { verdict, reasonCode } = judge(done, pathsOf("kept").length);
  return {
    verdict,
    reasonCode,
    headline: headlineOf(done),
    outputs: {
      flavour: answers.flavour,
      model: answers.model,
      created: pathsOf("created").join("\n"),
      unchanged: pathsOf("unchanged").join("\n"),
      kept: pathsOf("kept").join("\n"),
      replaced: pathsOf("replaced").join("\n"),
    },
    evidence: [],
    summary: [...choiceOf(done), ...warningOf(done), tableOf(plan), ...nextSteps(done)],
    annotations: [],
  };
}

function judge({ plan, isDryRun }: Done, kept: number): { verdict: Verdict; reasonCode: string } {
  if (isDryRun) return { verdict: "pass", reasonCode: "dry-run" };
  if (kept > 0) return { verdict: "warn", reasonCode: "kept" };
  const isUnchanged = plan.every(({ state }) => state === "unchanged");
  return { verdict: "pass", reasonCode: isUnchanged ? "unchanged" : "written" };
}

function headlineOf({ plan, isDryRun }: Done): string {
  const counts = STATES.map((state) => ({ state, files: plan.filter((file) => file.state === state).length }));
  const told = counts.filter(({ files }) => files > 0);
  if (told.every(({ state }) => state === "unchanged")) return `Nothing to write: all ${plan.length} files are there`;
  const words = told.map(({ state, files }, at) => `${at === 0 ? formatCounted(files, "file") : files} ${state}`);
  return `${isDryRun ? "Nothing was written. It would be: " : ""}${words.join(", ")}`;
}

function choiceOf({ answers, why }: Done): Block[] {
  const { flavour, model, owner } = answers;
  return [{ kind: "paragraph", text: `Flavour ${flavour}: ${why}. Model ${model}, owner ${owner}.` }];
}

/** GitHub reads workflows, CODEOWNERS and issue forms in no other folder. */
function warningOf({ isRepository }: Done): Block[] {
  if (isRepository) return [];
  const line =
    "This folder has no .git, and GitHub reads .github at the top of a repository only: run git init here, or begin in that folder.";
  return [{ kind: "alert", tone: "warning", lines: [line] }];
}

function tableOf(plan: readonly StarterFile[]): Block {
  return {
    kind: "table",
    columns: [
      { title: "File", align: "left" },
      { title: "Is", align: "left" },
    ],
    rows: plan.map((file) => [{ kind: "code", text: file.path }, stateOf(file)]),
  };
}

function stateOf({ path, state, other }: StarterFile): Text {
  if (other !== null) return ["kept: yours is ", { kind: "code", text: other }];
  if (state === "replaced") return ["replaced; the old one is ", { kind: "code", text: asideOf(path) }];
  return state === "kept" ? "kept: it says something else" : state;
}

function nextSteps({ plan, answers, directory, isDryRun }: Done): Block[] {
  if (isDryRun) return [];
  const kept = plan.some(({ state }) => state === "kept");
  const inFolder = directory === "." ? "" : ` --directory ${JSON.stringify(directory)}`;
  const steps: Text[] = [
    [
      "Put your model in the place of the example: ",
      code("model/prepare.sh"),
      " makes it, ",
      code("airworthy.yml"),
      " says how it is called.",
    ],
    ...(answers.owner === PLACEHOLDER_OWNER
      ? [
          [
            "Put a login in the place of ",
            code(PLACEHOLDER_OWNER),
            " in ",
            code(".github/CODEOWNERS"),
            " and ",
            code("airworthy.yml"),
            ".",
          ],
        ]
      : []),
    ...(answers.flavour === "mlflow"
      ? [
          [
            "Put your server, and a model and version there, in the place of ",
            code(PLACEHOLDER_SERVER),
            " in ",
            code(SERVER_FILE),
            ": nothing can be tried before.",
          ],
        ]
      : []),
    ...(kept
      ? [
          [
            "Files were kept: commit, run ",
            code(`${beginning(answers)}${inFolder} --overwrite`),
            ", and take from ",
            code("git diff"),
            " what you like.",
          ],
        ]
      : []),
    ["See what is missing: ", code(`npx airworthy doctor${inFolder}`)],
    [
      "Try it: ",
      code("sh model/prepare.sh"),
      ", then ",
      code("npx airworthy test-behavior --suite tests/behavior.yml --candidate candidate"),
    ],
    "Commit all of it to the default branch: from there on each pull request is gated.",
  ];
  return [
    { kind: "heading", level: 3, text: "Next" },
    { kind: "list", items: steps },
  ];
}

function code(text: string) {
  return { kind: "code", text } as const;
}
