import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readMlflowRun } from "./mlflow-run.ts";

// As MLflow's documentation shows a model's file, shortened.
const MLMODEL = `artifact_path: model
flavors:
  python_function:
    loader_module: mlflow.sklearn
    python_version: 3.10.12
model_uuid: 5f0a1b
run_id: fb1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e
utc_time_created: '2026-01-01 00:00:00.000000'
`;

test("the run that logged a model is read from its MLmodel file", () => {
  expect(readMlflowRun(MLMODEL, "MLmodel")).toBe("fb1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e");
  expect(readMlflowRun("flavors: {}\n", "MLmodel")).toBeNull();
  expect(readMlflowRun("run_id: null\n", "MLmodel")).toBeNull();
});

test("what cannot be a run's id is refused with its line", () => {
  expect(() => readMlflowRun("flavors: {}\nrun_id: 'a b'\n", "MLmodel")).toThrow("line 2, run_id");
  expect(() => readMlflowRun("[]", "MLmodel")).toThrow("MLmodel holds no fields");
});

test("no text causes anything but a run, null or a UserError", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      try {
        readMlflowRun(text, "MLmodel");
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
      }
    }),
  );
});
