import { nearest } from "@airworthy/evidence";
import { at, type Finding, type PlaceOf } from "../finding.ts";

/** What the sections of airworthy.yml say of each other. Names are untrusted. */
export interface Sections {
  readonly file: string;
  readonly placeOf: PlaceOf;
  readonly hasPolicy: boolean;
  /** The names of the plans under `rollouts`, and when the last step of each can begin at the earliest; null for never. */
  readonly rollouts: ReadonlyMap<string, string | null>;
  /** Where else a rollout is named. */
  readonly named: readonly { readonly rollout: string; readonly path: readonly unknown[] }[];
  readonly experiments: number;
  /** The stages, and when each opens next; null for never. */
  readonly stages: ReadonlyMap<string, string | null>;
}

/** Sections that name what another has, and plans that can come to an end. */
export function checkSections(sections: Sections): Finding[] {
  return [...unknownRollouts(sections), ...withoutPolicy(sections), ...endless(sections), ...closed(sections)];
}

function unknownRollouts({ file, placeOf, rollouts, named }: Sections): Finding[] {
  return named
    .filter(({ rollout }) => !rollouts.has(rollout))
    .map(({ rollout, path }) => {
      const near = nearest(rollout, rollouts.keys());
      const found = `${path.slice(0, -1).join(".")} names the rollout ${JSON.stringify(rollout)}, which is not under rollouts`;
      const remedy = near === undefined ? `rollouts:\n  ${rollout}:\n    steps: …` : `Write ${near}.`;
      return { rule: "name-unknown", place: at(file, placeOf(path)), found, remedy };
    });
}

function withoutPolicy({ file, placeOf, hasPolicy, rollouts, experiments }: Sections): Finding[] {
  if (hasPolicy || rollouts.size + experiments === 0) return [];
  const section = rollouts.size > 0 ? "rollouts" : "experiments";
  const found = `there is a section ${section}, and no section policy`;
  const remedy = "policy:\n  expose:\n    - { type: behavior, fresh: 30 }";
  return [{ rule: "policy-missing", place: at(file, placeOf([section])), found, remedy }];
}

function endless({ file, placeOf, rollouts }: Sections): Finding[] {
  return [...rollouts]
    .filter(([, end]) => end === null)
    .map(([name]) => ({
      rule: "rollout-endless",
      place: at(file, placeOf(["rollouts", name])),
      found: `the rollout ${name} can never reach everybody`,
      remedy: "Shorten its freezes, or open a window outside of them.",
    }));
}

function closed({ file, placeOf, stages }: Sections): Finding[] {
  return [...stages]
    .filter(([, opening]) => opening === null)
    .map(([name]) => ({
      rule: "stage-closed",
      place: at(file, placeOf(["promotion", "stages", name])),
      found: `the stage ${name} never opens`,
      remedy: "Shorten its freezes, or open a window outside of them.",
    }));
}
