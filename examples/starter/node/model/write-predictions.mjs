// Writes candidate/predictions.jsonl: a line for each labelled message, with an id that stays, what is right, what the model says.
import { readFileSync, writeFileSync } from "node:fs";
import { predict } from "../candidate/model/predict.mjs";

const messages = readFileSync("model/messages.jsonl", "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line));
const answers = predict(messages.map(({ text }) => text));
const rows = messages.map(({ id, label }, at) => ({ id, label, ...answers[at] }));
writeFileSync("candidate/predictions.jsonl", rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
