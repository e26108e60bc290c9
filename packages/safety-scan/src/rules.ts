import type { Verdict } from "@airworthy/evidence";

/** Raised whenever a rule or the shipped allow-list changes what is found, so that two results can be compared. */
export const RULES_VERSION = "1";

/** A finding is never a pass; an `error` is no finding but a failure of the scan itself. */
export type FindingVerdict = Extract<Verdict, "warn" | "inconclusive" | "fail">;

interface Rule {
  readonly verdict: FindingVerdict;
  /** A few words, without a full stop. */
  readonly title: string;
  /** What it means and what to do. */
  readonly help: string;
}

const RUNS_CODE =
  "Loading the file runs it. Save the weights as safetensors instead, or load the file only where that may happen.";
const DISGUISE =
  "Loaders and scanners read such a file differently, which is how a payload hides. Write the file anew.";
const UNREAD =
  "What cannot be scanned is not known to be safe. Write it in a plain form, or accept the path as not scanned.";

/** Every rule by its id, which is also the reason code of its findings. */
export const RULES = {
  "dangerous-global": { verdict: "fail", title: "Pickle names code that is known to be dangerous", help: RUNS_CODE },
  "unlisted-global": {
    verdict: "fail",
    title: "Pickle names code that is not on the allow-list",
    help: "Unpickling imports what is named and may call it. If you know the class, allow it by its exact name.",
  },
  "unresolved-global": {
    verdict: "fail",
    title: "Pickle computes the name of the code that it imports",
    help: RUNS_CODE,
  },
  "computed-call": {
    verdict: "fail",
    title: "Pickle calls what is no class or function by name",
    help: RUNS_CODE,
  },
  "changed-global": {
    verdict: "fail",
    title: "Pickle changes a class or function itself",
    help: "Pickles of data set the state of objects, never that of what they import: this replaces code.",
  },
  "extension-code": {
    verdict: "fail",
    title: "Pickle uses the extension registry",
    help: "What a code stands for depends on the process that loads it, and so cannot be checked.",
  },
  "persistent-id": {
    verdict: "warn",
    title: "Pickle asks its loader for an object",
    help: "Only PyTorch's references to storages are known; what any other means is up to the loader.",
  },
  "ambiguous-pickle": { verdict: "fail", title: "Pickle reads as code in two ways", help: DISGUISE },
  "torchscript-code": {
    verdict: "warn",
    title: "Holds TorchScript, which is code",
    help: "TorchScript runs in its own interpreter, without Python; it is not examined.",
  },
  "embedded-pickle": {
    verdict: "warn",
    title: "Pickle hides in encoded text",
    help: "Nothing unpickles it by itself, but data has no need of it.",
  },
  "embedded-code": {
    verdict: "warn",
    title: "Text in a pickle reads as code that starts programs",
    help: "Nothing runs it by itself; look at what it is there for.",
  },
  "malformed-pickle": { verdict: "inconclusive", title: "Pickle could not be read to its end", help: UNREAD },
  "trailing-bytes": { verdict: "inconclusive", title: "Bytes follow that are no pickle", help: UNREAD },
  "numpy-object-array": {
    verdict: "warn",
    title: "NumPy array of objects, which is a pickle",
    help: "NumPy reads it only with allow_pickle=True. Store numbers or text instead.",
  },
  "malformed-archive": { verdict: "inconclusive", title: "Archive could not be read", help: UNREAD },
  "archive-encrypted": { verdict: "inconclusive", title: "Archive member is encrypted", help: UNREAD },
  "archive-disagrees": { verdict: "fail", title: "Archive contradicts itself", help: DISGUISE },
  "archive-bad-checksum": { verdict: "fail", title: "Archive member does not match its checksum", help: DISGUISE },
  "archive-extra-bytes": { verdict: "fail", title: "Bytes stand before or after the archive", help: DISGUISE },
  "archive-duplicate-name": { verdict: "fail", title: "Archive has two members of one name", help: DISGUISE },
  "archive-path-escapes": {
    verdict: "fail",
    title: "Archive member leads out of its folder",
    help: "Unpacking it writes over files elsewhere.",
  },
  "could-not-be-scanned": { verdict: "inconclusive", title: "Could not be scanned", help: UNREAD },
  "unknown-format": {
    verdict: "warn",
    title: "Of no format that the scan knows",
    help: "It is neither a pickle nor an archive, as far as its first and last bytes show.",
  },
  "keras-lambda": {
    verdict: "fail",
    title: "Keras Lambda layer, which is Python code",
    help: "Loading the model runs it unless Keras is in safe mode. Use a registered layer instead.",
  },
  "keras-obfuscated": { verdict: "fail", title: "Keras configuration hides letters behind escapes", help: DISGUISE },
  "keras-custom-object": {
    verdict: "fail",
    title: "Keras configuration names code from outside Keras",
    help: "Loading the model imports the module that is named, and may call what is in it. If you know it, allow it by its exact name.",
  },
  "keras-registered-object": {
    verdict: "warn",
    title: "Keras object that was registered under a name",
    help: "The loader must be given the class or have imported it.",
  },
  "yaml-object": {
    verdict: "fail",
    title: "YAML makes Python objects",
    help: "A loader that is not the safe one calls what is named. Write plain mappings, lists and texts instead.",
  },
  "tensorflow-operation": {
    verdict: "warn",
    title: "TensorFlow operation that reaches outside the model",
    help: "Running the graph reads or writes files, or calls Python.",
  },
  "onnx-path-escapes": {
    verdict: "fail",
    title: "ONNX external data leads out of the model's folder",
    help: "Loading the model reads a file from elsewhere.",
  },
  "onnx-custom-domain": {
    verdict: "warn",
    title: "ONNX operators of a custom domain",
    help: "They need native code that the model does not bring.",
  },
  "template-injection": {
    verdict: "fail",
    title: "Template reaches for Python's internals",
    help: "Chat templates format text. One that reaches for attributes such as __globals__ runs code where it is rendered without a sandbox.",
  },
  secret: {
    verdict: "fail",
    title: "Secret in a file",
    help: "Revoke it, then take it out: whoever has the package has the secret.",
  },
  "more-findings": { verdict: "warn", title: "More than is shown", help: "Mend what is shown and scan again." },
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleId = keyof typeof RULES;
