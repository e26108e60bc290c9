import * as v from "valibot";

const noteSchema = v.object({ family: v.string(), verb: v.string(), runs: v.number(), faults: v.number() });

export type Note = v.InferOutput<typeof noteSchema>;

export function countsOf(log: string): Note[] {
  const lines = log.split("\n").filter((line) => line !== "");
  return lines.map((line) => v.parse(noteSchema, JSON.parse(line)));
}

export function sumUp(notes: readonly Note[]): { runs: number; verbs: number; faults: number } {
  const perFamily = new Map(notes.map(({ family, faults }) => [family, faults]));
  return {
    runs: notes.reduce((sum, { runs }) => sum + runs, 0),
    verbs: new Set(notes.map(({ verb }) => verb)).size,
    faults: [...perFamily.values()].reduce((sum, faults) => sum + faults, 0),
  };
}
