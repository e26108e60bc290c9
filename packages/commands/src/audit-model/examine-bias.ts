import { UserError } from "@airworthy/evidence";
import {
  type Attribute,
  type BiasSettings,
  biasColumns,
  type GateLine,
  measureBias,
  sharedColumns,
} from "@airworthy/governance";
import type { Ports } from "@airworthy/runtime";
import { align } from "@airworthy/tables";
import { readBoth } from "../read-shown-table.ts";
import type { Examined } from "./examined.ts";
import type { Inputs } from "./inputs.ts";

/** How results differ between the groups of sensitive attributes. Throws a UserError without an attribute. */
export async function examineBias(
  candidate: string,
  inputs: Inputs,
  { attributes, gates }: { readonly attributes: readonly Attribute[]; readonly gates: readonly GateLine[] },
  ports: Ports,
): Promise<Examined> {
  if (attributes.length === 0) {
    throw new UserError("attributes: none was given; an audit of bias needs one, such as sex", {
      remedy: "Give `attributes`, or the section audit of airworthy.yml.",
    });
  }
  const {
    task,
    positive = null,
    minimum,
    level,
    resamples,
    seed,
    cluster = null,
    top,
    "suppress-below": suppressBelow,
  } = inputs;
  const references = new Map((inputs.references ?? []).map(parseReference));
  const rest = { task, positive, minimum, suppressBelow, level, resamples, seed, references, cluster, top };
  const settings: BiasSettings = { attributes, gates, ...rest };
  const tables = await readBoth(candidate, inputs.baseline, biasColumns(settings), ports);
  const aligned = align(tables.candidate, tables.baseline, sharedColumns(settings));
  const { measures, tables: shown, facts } = measureBias({ tables: aligned, settings });
  return {
    measures,
    tables: shown,
    facts,
    candidate: [tables.candidate.file],
    baseline: tables.baseline === null ? [] : [tables.baseline.file],
  };
}

function parseReference(line: string): [attribute: string, group: string] {
  const [, attribute = "", group = ""] = /^([^=]+)=(.+)$/s.exec(line) ?? [];
  if (attribute === "") {
    throw new UserError(`references: ${JSON.stringify(line.slice(0, 100))} was given; ATTRIBUTE=GROUP is allowed`);
  }
  return [attribute.trim(), group.trim()];
}
