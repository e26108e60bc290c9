// Writes each model's answers to the 400 labelled reviews: predictions/baseline.jsonl and predictions/candidate.jsonl.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const reviews = readFileSync("data/reviews.jsonl", "utf8").trimEnd().split("\n").map(JSON.parse);
mkdirSync("predictions", { recursive: true });
for (const model of ["baseline", "candidate"]) {
  const { predict } = await import(`./models/${model}/predict.mjs`);
  const answers = predict(reviews.map(({ text }) => text));
  const rows = reviews.map(({ id, label, place }, index) => ({ id, label, prediction: answers[index], place }));
  writeFileSync(`predictions/${model}.jsonl`, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
}
