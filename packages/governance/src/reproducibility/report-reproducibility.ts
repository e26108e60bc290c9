import type { Statement, Verdict } from "@airworthy/evidence";
import {
  type Block,
  type Fold,
  formatCount,
  formatCounted,
  formatNumber,
  type ReportRow,
  type ReportSection,
  type Text,
} from "@airworthy/report";
import { parseReproducibility, type ReproducibilityPredicate } from "./predicate.ts";

/** More than a reader looks through; the evidence holds them all. */
const SHOWN = 100;
const SHOWN_DIGITS = 12;
const NOTHING = "—";
const SEVERITIES = { pass: 0, warn: 0, inconclusive: 0, fail: 1, error: 1 } as const satisfies Record<Verdict, number>;

/** What the check has to say in a report. Throws a UserError where its predicate is not valid. */
export function reportReproducibility(statement: Statement): ReportSection {
  const predicate = parseReproducibility(statement);
  const { verdict, headline, candidate, runs, isolation, seed, command } = predicate;
  const perturbed = [...new Set(runs.flatMap((run) => run.perturbed))];
  return {
    title: "Reproducibility",
    verdict,
    headline,
    candidate,
    baseline: null,
    rows: rowsOf(predicate),
    folds: [...tailFolds(predicate), outputsFold(predicate), recordFold(predicate), environmentFold(predicate)],
    facts: [
      formatCounted(runs.length, "run"),
      isolation === "copy" ? "in fresh copies" : "in place",
      ...(seed === null ? [] : [`seed ${seed}`]),
      ...(perturbed.length === 0 ? [] : [`the last with another ${perturbed.join(", ")}`]),
    ],
    commands: [command],
  };
}

function rowsOf({ findings }: ReproducibilityPredicate): ReportRow[] {
  return findings.slice(0, SHOWN).map(({ id, verdict, change, headline, reasonCode }) => ({
    change,
    verdict,
    what: { kind: "code", text: id },
    was: null,
    now: null,
    difference: headline,
    reason: reasonCode.replaceAll("-", " "),
    severity: SEVERITIES[verdict],
    isSettled: true,
  }));
}

function tailFolds({ runs }: ReproducibilityPredicate): Fold[] {
  return runs.flatMap(({ tail }, index): Fold[] => {
    if (tail === null || tail === "") return [];
    const summary = `The end of what run ${index + 1} printed`;
    return [{ kind: "fold", summary, blocks: [{ kind: "code", text: tail, language: "" }] }];
  });
}

function outputsFold({ outputs }: ReproducibilityPredicate): Fold {
  const rows = outputs
    .slice(0, SHOWN)
    .map(({ path, state, bytes, sha256, largest, format, difference }): Text[] => [
      { kind: "code", text: path },
      state.replaceAll("-", " "),
      formatCount(bytes),
      sha256 === null ? NOTHING : { kind: "code", text: sha256.slice(0, SHOWN_DIGITS) },
      format === null || largest.absolute === 0 ? NOTHING : formatNumber(largest.absolute),
      difference === null ? NOTHING : { kind: "code", text: difference.place },
    ]);
  const columns = [
    { title: "Output", align: "left" },
    { title: "State", align: "left" },
    { title: "Bytes", align: "right" },
    { title: "SHA-256", align: "left" },
    { title: "Largest difference", align: "right" },
    { title: "First that differs", align: "left" },
  ] as const;
  const summary = `What the runs made: ${formatCounted(outputs.length, "output")}`;
  return { kind: "fold", summary, blocks: [{ kind: "table", columns, rows }, ...restOf(outputs.length)] };
}

function recordFold({ record }: ReproducibilityPredicate): Fold {
  const { parameters, metrics, data, git, lockFiles, packages, programs, machine, image } = record;
  const items: Text[] = [
    ...parameters.map(({ name, value }): Text => ["parameter ", { kind: "code", text: `${name} = ${value}` }]),
    ...metrics.map(({ name, value }): Text => ["metric ", { kind: "code", text: `${name} = ${value}` }]),
    ...[...data, ...lockFiles].map(
      ({ name, sha256 }): Text => [
        { kind: "code", text: name },
        " ",
        { kind: "code", text: sha256.slice(0, SHOWN_DIGITS) },
      ],
    ),
    git === null
      ? "no git repository"
      : `commit ${git.commit}${git.isDirty ? ", with changes that are not committed" : ""}`,
    ...packages.map((list) => `${list.manager}: ${formatCounted(list.packages.length, "package")}`),
    ...programs.map(({ name, version }) => `${name} ${version}`),
    `${machine.os} ${machine.release}, ${machine.arch}, ${machine.cpus} × ${machine.cpu ?? "an unknown processor"}`,
    ...machine.gpus.map((gpu) => `GPU ${gpu}`),
    ...(image === null ? [] : [`image ${image}`]),
  ];
  const blocks: Block[] = [{ kind: "list", items: items.slice(0, SHOWN) }, ...restOf(items.length)];
  return { kind: "fold", summary: "The experiment's record", blocks };
}

function environmentFold({ environment, argv }: ReproducibilityPredicate): Fold {
  const lines = environment.map(({ name, value }) => `${name}=${value ?? "***"}`);
  const blocks: Block[] = [{ kind: "code", text: [JSON.stringify(argv), ...lines].join("\n"), language: "" }];
  return { kind: "fold", summary: "The command and its environment", blocks };
}

function restOf(count: number): Block[] {
  return count > SHOWN ? [{ kind: "paragraph", text: `and ${formatCount(count - SHOWN)} more, in the evidence.` }] : [];
}
