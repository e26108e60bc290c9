import { expect, test } from "vitest";
import { type Said, serveJson } from "../../../../../test/harness/model-server/serve-json.ts";
import { ask, options, problems } from "../../fixtures/ask.ts";
import { openPredictor } from "../../open-predictor.ts";
import type { ModelInput } from "../../predictor.ts";
import { own } from "../../show.ts";

interface Tensor {
  readonly name: string;
  readonly datatype: string;
  readonly shape: readonly number[];
}

interface Model {
  readonly inputs?: readonly Tensor[];
  readonly outputs?: readonly Tensor[];
  /** The reply to the request's inputs. */
  infer?(inputs: unknown): Said;
}

const TEXT: Tensor = { name: "text", datatype: "BYTES", shape: [-1] };
const SCORES: Tensor = { name: "probabilities", datatype: "FP32", shape: [-1, 2] };

/** Serves the model m as version 3, as the protocol has it. */
function serveModel({ inputs, outputs, infer }: Model) {
  return serveJson(({ path, body }) => {
    if (path === "/base/v2/health/ready") return { body: {} };
    if (path === "/base/v2/models/m/versions/3") return { body: { name: "m", platform: "x", inputs, outputs } };
    if (path === "/base/v2/models/m/versions/3/infer") return infer?.(own(body, "inputs")) ?? { status: 500 };
    return { status: 404, body: { error: `nothing at ${path}` } };
  });
}

async function askModel(model: Model, config: object, questions: readonly ModelInput[]) {
  await using server = await serveModel(model);
  const url = `${server.url}/base/v2/models/m/versions/3`;
  const answers = await ask({ kind: "open-inference", url, ...config }, questions);
  return { answers, sent: server.requests.filter(({ method }) => method === "POST").map(({ body }) => body) };
}

const outputs = (...tensors: (Tensor & { readonly data: unknown })[]): Said => ({
  body: { model_name: "m", outputs: tensors },
});

test("texts become a tensor of the model's own name and shape, and its only output the scores", async () => {
  const infer = () => outputs({ ...SCORES, shape: [2, 2], data: [0.25, 0.75, 1, 0] });
  const { answers, sent } = await askModel({ inputs: [TEXT], outputs: [SCORES], infer }, { classes: ["a", "b"] }, [
    "x",
    "y",
  ]);
  expect(sent).toEqual([
    {
      inputs: [{ name: "text", datatype: "BYTES", shape: [2], data: ["x", "y"] }],
      outputs: [{ name: "probabilities" }],
    },
  ]);
  expect(answers).toMatchObject([
    {
      prediction: "b",
      scores: new Map([
        ["a", 0.25],
        ["b", 0.75],
      ]),
    },
    {
      prediction: "a",
      scores: new Map([
        ["a", 1],
        ["b", 0],
      ]),
    },
  ]);
});

test("a text tensor of one column keeps its column", async () => {
  const infer = () => outputs({ name: "label", datatype: "BYTES", shape: [2, 1], data: [["no"], ["yes"]] });
  const text = { ...TEXT, shape: [-1, 1] };
  const label = { name: "label", datatype: "BYTES", shape: [-1, 1] };
  const { answers, sent } = await askModel({ inputs: [text], outputs: [label], infer }, {}, ["x", "y"]);
  expect(sent).toMatchObject([{ inputs: [{ shape: [2, 1], data: ["x", "y"] }] }]);
  expect(answers).toMatchObject([{ prediction: "no" }, { prediction: "yes" }]);
});

test("scores by the hundred thousand are a problem, and take nothing down", async () => {
  const data = new Array<number>(300_000).fill(1);
  const infer = () => outputs({ ...SCORES, shape: [1, data.length], data });
  const config = { classes: ["a", "b"], outputs: { scores: "probabilities", softmax: true } };
  const { answers } = await askModel({ inputs: [TEXT], outputs: [SCORES], infer }, config, ["x"]);
  expect(problems(answers)).toEqual(["300000 scores were answered for 2 classes"]);
});

test("a record's fields become named tensors, columns of one tensor, or constants", async () => {
  const inputs = [
    { name: "pixels", datatype: "UINT8", shape: [-1, 2, 2] },
    { name: "ages", datatype: "FP64", shape: [-1, 2] },
    { name: "rate", datatype: "INT64", shape: [-1] },
  ];
  const price = { name: "price", datatype: "FP32", shape: [-1, 1] };
  const infer = () => outputs({ ...price, shape: [2, 1], data: [1.5, 2.5] });
  const config = {
    inputs: { ages: ["old", "new"], rate: { value: 16_000, parameters: { p: 1 } } },
    parameters: { q: 2 },
  };
  const records = [
    {
      pixels: [
        [1, 2],
        [3, 4],
      ],
      old: 1,
      new: 2,
    },
    { pixels: [5, 6, 7, 8], old: 3, new: 4 },
  ];
  const { answers, sent } = await askModel({ inputs, outputs: [price], infer }, config, records);
  expect(sent).toEqual([
    {
      parameters: { q: 2 },
      inputs: [
        { name: "pixels", datatype: "UINT8", shape: [2, 2, 2], data: [1, 2, 3, 4, 5, 6, 7, 8] },
        { name: "ages", datatype: "FP64", shape: [2, 2], data: [1, 2, 3, 4] },
        { name: "rate", datatype: "INT64", shape: [2], data: [16_000, 16_000], parameters: { p: 1 } },
      ],
      outputs: [{ name: "price" }],
    },
  ]);
  expect(answers).toMatchObject([{ value: 1.5 }, { value: 2.5 }]);
});

test("a tensor of another free size, or without a batch, is asked alone, its size filled in", async () => {
  const infer = () => outputs({ name: "y", datatype: "INT32", shape: [1], data: [1] });
  const y = { name: "y", datatype: "INT32", shape: [-1] };
  for (const [shape, sentShape] of [
    [
      [-1, -1],
      [1, 3],
    ],
    [
      [1, -1],
      [1, 3],
    ],
    [[3], [3]],
  ] as const) {
    const x = { name: "x", datatype: "FP32", shape };
    const { answers, sent } = await askModel({ inputs: [x], outputs: [y], infer }, {}, [
      { x: [1, 2, 3] },
      { x: [4, 5, 6] },
    ]);
    expect(sent).toHaveLength(2);
    expect(sent).toMatchObject([{ inputs: [{ shape: sentShape }] }, { inputs: [{ shape: sentShape }] }]);
    expect(answers).toMatchObject([{ value: 1 }, { value: 1 }]);
  }
});

test("an input that does not fit is its own question's problem, and the others are asked", async () => {
  const x = { name: "x", datatype: "UINT8", shape: [-1, 2] };
  const y = { name: "y", datatype: "FP32", shape: [-1] };
  const infer = () => outputs({ ...y, shape: [1], data: [0.5] });
  const wrong = [{ x: [1, 2, 3] }, { x: [1, 300] }, { y: 1 }, "text", { x: [1, 2] }];
  const { answers, sent } = await askModel({ inputs: [x], outputs: [y], infer }, { inputs: { x: "x" } }, wrong);
  expect(problems(answers)).toEqual([
    "the input x has 3 elements; the model takes [2]",
    "the input x holds 300, which is no UINT8",
    'the input has no field "x"',
    "the input is a text, and the model's input x is not it; a record is needed",
    null,
  ]);
  expect(sent).toHaveLength(1);
});

test("a wrong element in the reply is its own question's problem, a wrong shape that of all", async () => {
  const model = { inputs: [TEXT], outputs: [SCORES] };
  const config = { classes: ["a", "b"] };
  const tensor = { ...SCORES, shape: [2, 2] };
  const expected: [Said, (RegExp | null)[]][] = [
    [
      { body: '{"outputs":[{"name":"probabilities","datatype":"FP32","shape":[2,2],"data":[NaN,1,0,1]}]}' },
      [/holds null, which is no FP32/, null],
    ],
    [outputs({ ...tensor, data: [0, 1, "high", 1] }), [null, /holds "high", which is no FP32/]],
    [outputs({ ...tensor, data: [0, 1] }), [/has 2 elements, which is not its shape \[2, 2\]/, /2 elements/]],
    [outputs({ ...tensor, shape: [1, 2], data: [0, 1] }), [/shape \[1, 2\] for 2 questions/, /2 questions/]],
    [
      outputs({ ...tensor, shape: [2, 3], data: [1, 2, 3, 4, 5, 6] }),
      [/3 scores were answered for 2 classes/, /3 scores/],
    ],
    [outputs(), [/holds the output probabilities 0 times/, /0 times/]],
    [
      outputs({ ...tensor, datatype: "COMPLEX", data: [] }),
      [/no inference response: outputs.0.datatype/, /no inference/],
    ],
    [{ status: 400, body: { error: "bad tensor" } }, [/answered 400: bad tensor/, /bad tensor/]],
  ];
  for (const [said, messages] of expected) {
    const { answers } = await askModel({ ...model, infer: () => said }, config, ["x", "y"]);
    expect(problems(answers)).toEqual(messages.map((message) => message && expect.stringMatching(message)));
  }
});

test("logits become probabilities where the configuration says so, and class numbers classes", async () => {
  const config = { classes: ["a", "b"], outputs: { scores: "logits", prediction: "label", softmax: true } };
  const infer = () =>
    outputs(
      { name: "logits", datatype: "FP32", shape: [1, 2], data: [1_000, 1_000 + Math.log(3)] },
      { name: "label", datatype: "INT64", shape: [1], data: [1] },
    );
  const metadata = [
    { name: "label", datatype: "INT64", shape: [-1] },
    { name: "logits", datatype: "FP32", shape: [-1, 2] },
  ];
  const { answers } = await askModel({ inputs: [TEXT], outputs: metadata, infer }, config, ["x"]);
  // e^0 : e^ln 3 = 1 : 3
  expect(answers).toMatchObject([
    {
      prediction: "b",
      scores: new Map([
        ["a", expect.closeTo(0.25)],
        ["b", expect.closeTo(0.75)],
      ]),
    },
  ]);
});

test("what metadata and configuration leave open is a UserError that lists what the model has", async () => {
  const two = [SCORES, { name: "label", datatype: "INT64", shape: [-1] }];
  const wrong: [Model, object, RegExp][] = [
    [{ inputs: [TEXT], outputs: two }, {}, /not plain: "probabilities" FP32 \[-1, 2\]; "label" INT64 \[-1\]/],
    [{ inputs: [TEXT], outputs: [SCORES] }, {}, /not plain: "probabilities"/],
    [{ inputs: [TEXT], outputs: [SCORES] }, { outputs: { scores: "probabilities" } }, /needs classes/],
    [
      { inputs: [TEXT], outputs: [SCORES] },
      { outputs: { value: "price" } },
      /no output "price"; it has: "probabilities"/,
    ],
    [{ inputs: [TEXT], outputs: two }, { inputs: { words: "x" } }, /no input "words"; it has: "text" BYTES \[-1\]/],
    [{ outputs: two }, {}, /tells nothing of the model's inputs/],
    [{ outputs: two }, { inputs: { x: "x" } }, /neither datatype nor shape of the input x/],
    [{ inputs: [{ ...TEXT, datatype: "TEXT" }] }, {}, /metadata at [\s\S]*inputs.0.datatype/],
  ];
  for (const [model, config, message] of wrong) {
    await expect(askModel(model, config, ["x"])).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringMatching(message),
    });
  }
});

test("a model that the server does not know is a UserError with the server's words", async () => {
  await using server = await serveModel({});
  const opening = openPredictor(`open-inference:${server.url}/base/v2/models/other`, options());
  await expect(opening).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringMatching(/answered 404: nothing at \/base\/v2\/models\/other$/),
  });
});
