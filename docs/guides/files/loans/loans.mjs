// Made-up loans: 2,000 people, what became of them, and what two versions of a model say. Both are as often right; the candidate
// refuses women who would have paid. Writes predictions/baseline.jsonl, predictions/candidate.jsonl and data/notes.jsonl.
import { mkdirSync, writeFileSync } from "node:fs";

const rows = { baseline: [], candidate: [] };
const notes = [];
for (let number = 0; number < 2000; number++) {
  const sex = number % 2 === 0 ? "F" : "M";
  const label = number % 10 < 6 ? "paid" : "unpaid";
  const other = label === "paid" ? "unpaid" : "paid";
  const draw = (number * 7919) % 100;
  const wrong = { baseline: draw < 10, candidate: sex === "M" ? draw < 4 : label === "paid" ? draw < 24 : draw < 4 };
  for (const model of ["baseline", "candidate"]) {
    rows[model].push({ id: `p${number}`, sex, label, prediction: wrong[model] ? other : label });
  }
  notes.push({
    id: `n${number}`,
    text: number % 100 === 7 ? `Call back under person${number}@example.com.` : "Paid on time.",
  });
}
const lines = (table) => table.map((row) => `${JSON.stringify(row)}\n`).join("");
for (const folder of ["predictions", "data"]) mkdirSync(folder, { recursive: true });
writeFileSync("predictions/baseline.jsonl", lines(rows.baseline));
writeFileSync("predictions/candidate.jsonl", lines(rows.candidate));
writeFileSync("data/notes.jsonl", lines(notes));
