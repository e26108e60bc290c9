import { open } from "node:fs/promises";
import { createRandom, type Random } from "@airworthy/stats";

export const FROM = Date.UTC(2026, 10, 2);
export const UNTIL = Date.UTC(2026, 10, 3);
export const COUNTRIES = ["br", "de", "fr", "in", "jp", "us"] as const;

/** In the order of time, or as several writers whose files were joined: some thousand events ahead or behind. */
export type FileOrder = "by time" | "disordered";

/** Each so many events, a user comes; each so many, one that came is exposed again; all others are outcomes of users that came. */
const EVENTS_A_USER = 10;
const EVENTS_A_REPEAT = 40;
const EVENTS_A_BLOCK = 8_192;

/** Exposures and outcomes in one file, a user's first exposure before its outcomes in time; values are quarters, so that sums are exact. */
export async function writeEvents(path: string, events: number, order: FileOrder): Promise<void> {
  const random = createRandom(1);
  await using file = await open(path, "w");
  for (let first = 0; first < events; first += EVENTS_A_BLOCK) {
    const count = Math.min(EVENTS_A_BLOCK, events - first);
    const lines = Array.from({ length: count }, (_, index) => lineOf(first + index, events, random));
    if (order === "disordered") shuffle(lines, random);
    await file.write(lines.join(""));
  }
}

function lineOf(event: number, events: number, random: Random): string {
  const time = new Date(FROM + Math.floor((event * (UNTIL - FROM)) / events)).toISOString();
  const users = Math.floor(event / EVENTS_A_USER) + 1;
  if (event % EVENTS_A_USER === 0) return exposure(time, users - 1);
  if (event % EVENTS_A_REPEAT === 1) return exposure(time, random.integer(users));
  return outcome(time, random.integer(users), event, random);
}

function exposure(time: string, user: number): string {
  const country = COUNTRIES[user % COUNTRIES.length];
  return `{"timestamp":"${time}","feature_flag.key":"ranker","feature_flag.result.value":"${isCandidate(user) ? "new" : "old"}","feature_flag.context.id":"user-${user}","feature_flag.version":"ranker-2/3","country":"${country}"}\n`;
}

function outcome(time: string, user: number, event: number, random: Random): string {
  const id = ((event + 1) * 2_654_435_761).toString(16).padStart(16, "0");
  const [kind, value] = KINDS[random.integer(KINDS.length)]?.(random) ?? ["", 0];
  return `{"timestamp":"${time}","id":"${id}","user":"user-${user}","event":"${kind}","value":${value},"page":"/results"}\n`;
}

const KINDS = [
  (random: Random) => ["rating", random.integer(21) / 4] as const,
  (random: Random) => ["latency", 40 + random.integer(4_000) / 4] as const,
  (random: Random) => ["complaint", random.integer(2)] as const,
];

function isCandidate(user: number): boolean {
  return (user * 2_654_435_761) % 7 < 3;
}

function shuffle(lines: string[], random: Random): void {
  for (let index = lines.length - 1; index > 0; index--) {
    const other = random.integer(index + 1);
    [lines[index], lines[other]] = [lines[other] ?? "", lines[index] ?? ""];
  }
}
