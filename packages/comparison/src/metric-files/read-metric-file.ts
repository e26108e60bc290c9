import { readYaml, UserError } from "@airworthy/evidence";
import { ACTION_BENCHMARK } from "./action-benchmark.ts";
import { BENCHER } from "./bencher.ts";
import { CTRF } from "./ctrf.ts";
import { DVC } from "./dvc.ts";
import type { DataFormat } from "./format.ts";
import { readJson } from "./json-text.ts";
import { readJunit } from "./junit.ts";
import type { MetricFile, MetricFormat } from "./metric-file.ts";
import { MLFLOW } from "./mlflow.ts";
import { PROMPTFOO } from "./promptfoo.ts";
import { describe } from "./scalar-metric.ts";

/** A fifth of the longest text that JavaScript holds. */
const MAX_CHARACTERS = 100 * 1024 * 1024;
/** YAML is read forty times more slowly than JSON: half a megabyte a second. */
const MAX_YAML_CHARACTERS = 4 * 1024 * 1024;

/** Formats with a mark of their own. */
const MARKED: readonly DataFormat[] = [MLFLOW, PROMPTFOO, CTRF, ACTION_BENCHMARK, BENCHER];
const ALL: readonly DataFormat[] = [...MARKED, DVC];

/**
 * Reads a file of metrics or test results that another tool wrote, or our own metrics.json. Unless `format` is given it is
 * told from the content: XML is JUnit's; of JSON and YAML, the one format whose mark is there, and DVC's, which has none,
 * where no other is. Throws a UserError that names `file` and what is wrong.
 */
export function readMetricFile(text: string, file: string, format?: MetricFormat): MetricFile {
  if (text.length > MAX_CHARACTERS) {
    throw new UserError(`${file} has ${text.length} characters; at most ${MAX_CHARACTERS} are allowed`);
  }
  const first = /[^\s\ufeff]/.exec(text)?.[0];
  if (first === undefined) throw new UserError(`${file} is empty; metrics were expected`);
  if (format === "junit" || (format === undefined && first === "<")) return readJunit(text, file);
  const value = isJson(first, file) ? readJson(text, file) : readYaml(text, file, { limit: MAX_YAML_CHARACTERS }).value;
  return formatOf(value, file, format).read(value, file);
}

/** YAML may begin with a brace too, but then its name says that it is YAML. */
function isJson(first: string, file: string): boolean {
  return /\.json$/i.test(file) || (/[{[]/.test(first) && !/\.ya?ml$/i.test(file));
}

function formatOf(value: unknown, file: string, format: MetricFormat | undefined): DataFormat {
  if (format !== undefined) return ALL.find((each) => each.format === format) ?? DVC;
  const fitting = MARKED.filter((each) => each.fits(value));
  const [found = DVC, other] = fitting;
  if (other === undefined && found.fits(value)) return found;
  const remedy = "Say which format it is.";
  if (other !== undefined) {
    throw new UserError(`${file} may be in several formats: ${fitting.map(({ mark }) => mark).join("; ")}`, { remedy });
  }
  const known = ["XML (junit)", ...ALL.map(({ mark }) => mark)].join("; ");
  throw new UserError(`${file} is ${describe(value)} in no format that is known. Looked for: ${known}`);
}
