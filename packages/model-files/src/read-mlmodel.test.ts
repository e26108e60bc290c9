import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readMlmodel } from "./read-mlmodel.ts";

// As MLflow 2.19 writes it, shortened.
const SKLEARN = `artifact_path: model
flavors:
  python_function:
    env:
      conda: conda.yaml
      virtualenv: python_env.yaml
    loader_module: mlflow.sklearn
    model_path: model.pkl
    predict_fn: predict
    python_version: 3.11.7
  sklearn:
    code: null
    pickled_model: model.pkl
    sklearn_version: 1.6.0
mlflow_version: 2.19.0
model_size_bytes: 1234
model_uuid: 12345678901234567890123456789012
run_id: 12e45678901234567890123456789012
signature:
  inputs: '[{"type": "double", "name": "age", "required": true}, {"type": "array", "items": {"type": "string"}, "name": "tags"}]'
  outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "int64", "shape": [-1, 2]}}]'
  params: null
utc_time_created: '2026-01-31 12:00:00.123456'
`;

test("flavors, versions, lineage and signature are read", () => {
  expect(readMlmodel(SKLEARN, "MLmodel")).toEqual({
    flavors: ["python_function", "sklearn"],
    mlflowVersion: "2.19.0",
    pythonVersion: "3.11.7",
    // Both would be other numbers to YAML 1.2, the second infinite.
    modelUuid: "12345678901234567890123456789012",
    runId: "12e45678901234567890123456789012",
    created: "2026-01-31 12:00:00.123456",
    inputs: [
      { name: "age", type: "double", shape: null },
      { name: "tags", type: "array", shape: null },
    ],
    outputs: [{ name: undefined, type: "tensor(int64)", shape: [null, 2] }],
  });
});

test("what is absent or null is undefined, and flavors may have any name", () => {
  const text = "flavors: {__proto__: {a: 1}, constructor: ''}\nrun_id: null\nmodel_uuid:\nsignature: ~\n";
  expect(readMlmodel(text, "MLmodel")).toEqual({
    flavors: ["__proto__", "constructor"],
    mlflowVersion: undefined,
    pythonVersion: undefined,
    runId: undefined,
    modelUuid: undefined,
    created: undefined,
    inputs: [],
    outputs: [],
  });
});

function problem(text: string): string {
  try {
    readMlmodel(text, "MLmodel");
  } catch (error) {
    return error instanceof UserError ? error.message : `a bug: ${error}`;
  }
  return "accepted";
}

describe("what is no MLmodel file is named", () => {
  const signed = (json: string) => `flavors: {a: {}}\nsignature: {inputs: '${json}'}\n`;
  test.each([
    ["", "MLmodel holds no fields"],
    ["[]", "MLmodel holds no fields"],
    ["a: [", "MLmodel is not valid YAML"],
    ["run_id: a", "flavors: nothing was given; it must be fields, one a flavor"],
    ["flavors: {}", "flavors: an object was given; it must name a flavor"],
    ["flavors: [a]", "flavors: a list was given"],
    ["flavors: {a: {}}\nrun_id: [a]", "run_id: a list was given; it must be a text"],
    ["flavors: {a: {}}\nsignature: [a]", "MLmodel, signature holds no fields"],
    ["flavors: {python_function: a}", "MLmodel, python_function holds no fields"],
    ["flavors: {a: &x [1]}\nb: *x", "MLmodel: Alias resolution is disabled"],
    ["flavors: {a: !!python/object x}", "MLmodel is not valid YAML"],
    ["flavors: {a: {}}\nflavors: {b: {}}", 'MLmodel has the field "flavors" twice'],
    ["flavors: {a: {}, 'a': {}}", 'MLmodel has the field "a" twice'],
    [`flavors: {a: {}}\nb: ${"[".repeat(100_000)}`, "MLmodel is not valid YAML"],
    [`flavors: {a: {}}\n${Array.from({ length: 50_000 }, (_, index) => `k${index}: v`).join("\n")}`, "accepted"],
    [signed("["), "MLmodel, signature.inputs is not valid JSON"],
    [signed("{}"), "MLmodel, signature.inputs is not valid"],
    [signed('[{"name": "a"}]'), "0.type: missing"],
    [signed('[{"type": "tensor"}]'), "a tensor without tensor-spec"],
    [signed('[{"type": "tensor", "tensor-spec": {"dtype": "x", "shape": [-2]}}]'), "-2 was given"],
    ["x".repeat(1024 * 1024 + 1), "has more than 1048576 characters"],
  ])("%.60s", (text, message) => {
    expect(problem(text)).toContain(message);
  });
});

test("no text causes anything but a result or a UserError", () => {
  const yamlish = fc.string({ unit: fc.constantFrom(..."flavors:signature-[]{}&*!|>'\"#%@\n\t ,?0.~") });
  const edit = fc.tuple(fc.nat(SKLEARN.length), fc.nat(20), yamlish);
  const edited = edit.map(([at, cut, insert]) => SKLEARN.slice(0, at) + insert + SKLEARN.slice(at + cut));
  fc.assert(
    fc.property(fc.oneof(edited, yamlish), (text) => {
      expect(problem(text)).not.toContain("a bug");
    }),
    { numRuns: 500 },
  );
});
