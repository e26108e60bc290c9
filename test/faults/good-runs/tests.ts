import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { serveJson } from "../../harness/model-server/serve-json.ts";
import type { GoodRun } from "../good-run.ts";
import type { Space } from "../world/space.ts";

const SUITE = `name: mini
seed: 3
classes: [negative, positive]
lexicons: { praise: [good, great, fine, superb, lovely, nice, neat, sweet], thing: [film, phone, oven] }
tests:
  - { id: plain, kind: mft, expect: positive, templates: ["The {thing} is {praise}."] }
  - { id: negation, kind: mft, expect: negative, templates: ["The {thing} is not {praise}."] }
  - { id: typos, kind: inv, perturb: { by: typos }, sample: 10, templates: ["The {thing} is {praise}."] }
`;
const MODEL =
  'export const predict = (texts) => texts.map((text) => (/ not /.test(text) ? "negative" : "positive"));\n';

async function writeSuite(space: Space): Promise<void> {
  await space.write("suite.yml", SUITE);
  await space.write("new.mjs", MODEL);
  await space.write("old.mjs", MODEL);
}

export const testBehavior: GoodRun = {
  verb: "test-behavior",
  name: "test-behavior",
  args: [
    "--suite",
    "suite.yml",
    "--candidate",
    "new.mjs",
    "--baseline",
    "old.mjs",
    "--cases",
    "cases.jsonl",
    "--junit",
    "junit.xml",
  ],
  prepare: writeSuite,
  reads: ["suite.yml", "new.mjs"],
};

const askedSchema = v.object({ inputs: v.array(v.string()) });

export const testOverHttp: GoodRun = {
  verb: "test-behavior",
  name: "test-behavior over HTTP",
  args: ["--suite", "suite.yml", "--candidate", "model.yml"],
  prepare: writeSuite,
  reads: [],
  harmless: [{ fault: /^(400|413|422) at/, because: "a batch that is refused is asked again, an input at a time" }],
  async serve({ folder, stack, through }) {
    const server = stack.use(
      await serveJson(({ body }) => {
        const { inputs } = v.parse(askedSchema, body);
        const labels = inputs.map((text) => (/ not /.test(text) ? "negative" : "positive"));
        return { headers: { "content-type": "application/json" }, body: { labels } };
      }),
    );
    const predictor = [
      "kind: http",
      `url: ${await through(server.url)}/predict`,
      'body: { inputs: "{{inputs}}" }',
      "answers: /labels",
      "",
    ];
    await writeFile(join(folder, "model.yml"), predictor.join("\n"));
    return {};
  },
};

const SHARD = ["test-behavior", "--suite", "suite.yml", "--candidate", "new.mjs", "--baseline", "old.mjs", "--shard"];

export const mergeBehavior: GoodRun = {
  verb: "merge-behavior",
  name: "merge-behavior",
  args: ["--evidence", "airworthy-evidence/*.shard-*.json", "--junit", "junit.xml"],
  async prepare(space) {
    await writeSuite(space);
    for (const shard of ["1/2", "2/2"]) await space.airworthy([...SHARD, shard, "--fail-on", "never"]);
  },
  reads: ["airworthy-evidence/test-behavior.mini.shard-1-of-2.json"],
  called: {
    "airworthy-evidence/test-behavior.mini.shard-1-of-2.json": /shard-1-of-2|of 2 shards, these are missing: 1/,
  },
};
