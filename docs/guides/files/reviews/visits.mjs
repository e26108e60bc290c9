// 4,000 made-up users come by the flag as it is; each sees one answer and says whether it helped. Adds to events.jsonl.
// `node visits.mjs 4` lets four of ten users of the candidate be pleased; of the version in use it is seven of ten.
import { appendFileSync, existsSync, readFileSync } from "node:fs";

const pleased = { candidate: Number(process.argv[2] ?? 7), stable: 7 };
const { flags } = JSON.parse(readFileSync(".airworthy/flags/flags.json", "utf8"));
const { variants, targeting, metadata } = flags.reviews;
const share = targeting.if[2].fractional[1][1] / 100_000;
const before = existsSync("events.jsonl") ? readFileSync("events.jsonl", "utf8").split("\n").length : 0;
const timestamp = new Date().toISOString();
const count = { candidate: 0, stable: 0 };
const lines = [];
for (let number = 0; number < 4000; number++) {
  const user = `user-${before + number}`;
  const variant = Math.floor((number + 1) * share) > Math.floor(number * share) ? "candidate" : "stable";
  lines.push({
    timestamp,
    "feature_flag.key": "reviews",
    "feature_flag.result.variant": variant,
    "feature_flag.result.value": variants[variant],
    "feature_flag.context.id": user,
    "feature_flag.version": metadata.version,
  });
  lines.push({ timestamp, user, event: "feedback", helpful: (count[variant]++ * 7) % 10 < pleased[variant] ? 1 : 0 });
}
appendFileSync("events.jsonl", lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
