import { expect, test } from "vitest";
import { detectFlavour, type Flavour } from "./flavour.ts";

const CASES: readonly (readonly [what: Readonly<Record<string, string>>, flavour: Flavour, why: string])[] = [
  [{ "requirements.txt": "numpy\nscikit-learn==1.9.1\n" }, "sklearn", "requirements.txt names scikit-learn"],
  [{ "requirements.txt": "scikit_learn\nSKL2ONNX>=1\r\n" }, "sklearn", "requirements.txt names scikit-learn"],
  [{ "pyproject.toml": 'dependencies = ["scikit-learn>=1"]' }, "sklearn", "pyproject.toml names scikit-learn"],
  [{ "environment.yml": "- sklearn" }, "sklearn", "environment.yml names scikit-learn"],
  [{ "requirements.txt": "scikit-learn\nmlflow==3" }, "mlflow", "requirements.txt names mlflow"],
  [{ MLmodel: "" }, "mlflow", "MLmodel is there"],
  [{ mlruns: "", "package.json": "{}" }, "mlflow", "mlruns is there"],
  [{ "package.json": "not even JSON" }, "node", "package.json is there"],
  [{ "package.json": "{}", "requirements.txt": "scikit-learn" }, "sklearn", "requirements.txt names scikit-learn"],
];

test.each(CASES)("%j is of %s: %s", (there, flavour, why) => {
  expect(detectFlavour(new Map(Object.entries(there)))).toEqual({ flavour, why });
});

test.each([
  {},
  { "requirements.txt": "" },
  { "requirements.txt": "# scikit-learn was here\ntorch # not mlflow\n" },
  { "requirements.txt": "scikit-learn-extra\nmy-sklearn\nmlflow-export\nxmlflow" },
])("%j tells nothing", (there) => {
  expect(detectFlavour(new Map(Object.entries(there))).flavour).toBe("generic");
});
