import { behaviorEvidence } from "../../scenarios/report-workspace.ts";
import type { GoodRun } from "../good-run.ts";

const ROWS = 200;

/** Predictions of which so many are right, in two groups. */
export function predictions(right: number): string {
  const rows = Array.from({ length: ROWS }, (_, row) => {
    const label = row % 2 === 0 ? "yes" : "no";
    const wrong = label === "yes" ? "no" : "yes";
    return JSON.stringify({ id: row, sex: row % 4 < 2 ? "F" : "M", label, prediction: row < right ? label : wrong });
  });
  return `${rows.join("\n")}\n`;
}

const TABLES = ["--candidate", "new.jsonl", "--baseline", "old.jsonl"];

export const compareMetrics: GoodRun = {
  verb: "compare-metrics",
  name: "compare-metrics",
  args: [...TABLES, "--metrics", "accuracy", "--resamples", "200", "--metrics-json", "metrics.json"],
  async prepare(space) {
    await space.write("new.jsonl", predictions(190));
    await space.write("old.jsonl", predictions(180));
    await space.write(".airworthy/waivers.yml", "waivers: []\n");
  },
  reads: ["new.jsonl", "old.jsonl", ".airworthy/waivers.yml"],
  harmless: [{ fault: /waivers\.yml: nothing at all$/, because: "whoever waives nothing needs no file" }],
};

export const makeCanaries: GoodRun = {
  verb: "make-canaries",
  name: "make-canaries",
  args: ["--template", "{} {} {}", "--vocabulary", "words.txt", "--repetitions", "1", "--references", "20"],
  prepare: (space) => space.write("words.txt", "red\ngreen\nblue\nwhite\n"),
  reads: ["words.txt"],
  called: { "words.txt": /words\.txt|vocabulary|words/ },
  harmless: [{ fault: /^words\.txt: (an alias bomb|workflow commands)$/, because: "these are lines, and so words" }],
};

const CHECKLIST = `title: Ours
sections:
  - title: Modelling
    section_id: D
    lines:
      - line_id: D.2
        line_summary: Groups compared
        line: Results are compared between groups.
        evidence: [{ type: audit, class: bias }]
`;

export const auditModel: GoodRun = {
  verb: "audit-model",
  name: "audit-model",
  args: [
    ...TABLES,
    ...["--attributes", "sex=F|M", "--positive", "yes", "--resamples", "200"],
    ...["--bias", "demographic-parity-difference: max=0.2 max-worsening=0.15", "--checklist", "checklist.yml"],
    ...[
      "--texts",
      "texts.jsonl",
      "--baseline-texts",
      "texts.jsonl",
      "--privacy",
      "personal-data-rate: max=0.1",
      "--minimum",
      "5",
    ],
    ...["--package", `sha256:${"a".repeat(64)}`],
  ],
  async prepare(space) {
    await space.write("new.jsonl", predictions(190));
    await space.write("old.jsonl", predictions(190));
    await space.write("checklist.yml", CHECKLIST);
    await space.write("texts.jsonl", '{"text":"nothing of anybody"}\n'.repeat(101));
  },
  verdict: "warn", // a hundred texts prove little
  reads: ["new.jsonl", "old.jsonl", "checklist.yml", "texts.jsonl"],
  called: { "texts.jsonl": /texts\.jsonl|privacy/, "checklist.yml": /checklist/ },
};

const PROGRAM = `const fs = require("fs");
fs.writeFileSync("out.json", JSON.stringify({ seed: Number(process.env.AIRWORTHY_SEED), loss: [0.5, 0.25] }));
`;

export const checkReproducibility: GoodRun = {
  verb: "check-reproducibility",
  name: "check-reproducibility",
  args: ["--command", JSON.stringify([process.execPath, "run.cjs"]), "--outputs", "out*", "--data", "data.csv"],
  // Without programs to ask for packages, which takes a second a run.
  env: { PATH: "", Path: "" },
  async prepare(space) {
    await space.write("run.cjs", PROGRAM);
    await space.write("data.csv", "id\n1\n");
  },
  reads: ["data.csv"],
  harmless: [{ fault: /^data\.csv: /, because: "a data set is known by its digest, whatever it holds" }],
};

export const writeDossier: GoodRun = {
  verb: "write-dossier",
  name: "write-dossier",
  args: ["--checklist", "checklist.yml", "--output", "dossier.html"],
  async prepare(space) {
    await space.write("airworthy-evidence/behavior.json", behaviorEvidence({ verdict: "pass", change: "stable" }));
    await space.write("checklist.yml", CHECKLIST);
  },
  // Some of the nine points stay empty: nobody wrote a whole dossier's worth.
  verdict: "inconclusive",
  reads: ["airworthy-evidence/behavior.json", "checklist.yml"],
  called: { "airworthy-evidence/behavior.json": /behavior\.json|evidence/ },
};
