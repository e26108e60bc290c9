// Stands for a metrics backend: writes windows.jsonl, an hour of one-minute values of both versions up to now. `node windows.mjs 1.3`
// lets the candidate's latency be 1.3 times the baseline's.
import { writeFileSync } from "node:fs";

const factor = Number(process.argv[2] ?? 1);
const minute = 60_000;
const end = Math.floor(Date.now() / minute) * minute;
const value = (sum) => ({ units: 1, sum, squares: sum ** 2 });
const rows = [];
for (let index = 60; index >= 1; index--) {
  const window = new Date(end - index * minute).toISOString();
  for (const variant of ["candidate", "stable"]) {
    const ripple = (index * (variant === "candidate" ? 3 : 5)) % 7;
    const latency = (100 + ripple) * (variant === "candidate" ? factor : 1);
    rows.push({ variant, metric: "exposures", window, units: (variant === "candidate" ? 97 : 897) + ripple });
    rows.push({ variant, metric: "latency", window, ...value(latency) });
    rows.push({ variant, metric: "errors", window, ...value(5 + (ripple % 3)) });
  }
}
writeFileSync("windows.jsonl", rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
