import { UserError } from "@airworthy/evidence";
import { type Flavour, isFlavour } from "./flavour.ts";

/** What a starter is filled in with. */
export interface Answers {
  readonly flavour: Flavour;
  readonly model: string;
  /** The login or team that answers for the model. */
  readonly owner: string;
}

/** What the templates call the model. */
export const PLACEHOLDER_MODEL = "my-model";
/** Nobody's: GitHub gives no login with two hyphens in a row, so that nobody approves in the name of a placeholder. */
export const PLACEHOLDER_OWNER = "@your--login";
/** No server is there: https://www.rfc-editor.org/rfc/rfc6761#section-6.5. */
export const PLACEHOLDER_SERVER = "https://mlflow.example.org";
/** What names it. */
export const SERVER_FILE = "model/candidate.json";

/** What registries, tags of GTO and plans of rollouts all take as a name, and YAML as a text. */
const MODEL = /^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$/;
const MODEL_CHARACTERS = 40;
const NO_TEXTS = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
const OWNER = /^@[A-Za-z0-9][A-Za-z0-9_-]{0,38}(\/[A-Za-z0-9][A-Za-z0-9._-]{0,99})?$/;

/** Throws a UserError where a model cannot be called so everywhere. */
export function checkModel(model: string): string {
  if (isModel(model)) return model;
  throw new UserError(
    `model: ${shown(model)} was given; lower-case letters and digits are allowed, and single - and _ between them`,
    {
      remedy: `It begins with a letter and has at most ${MODEL_CHARACTERS} characters, such as review-sentiment.`,
    },
  );
}

/** Throws a UserError where an owner is neither a person nor a team of GitHub's. */
export function checkOwner(owner: string): string {
  if (OWNER.test(owner)) return owner;
  throw new UserError(`owner: ${shown(owner)} was given; a login such as @ann is allowed, or a team such as @acme/ml`);
}

/** The model's name after the folder of the repository; the placeholder where that is no name. */
export function modelFromFolder(folder: string): string {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return isModel(name) ? name : PLACEHOLDER_MODEL;
}

/** The command that begins a repository with these answers. */
export function beginning({ flavour, model, owner }: Answers): string {
  return `npx airworthy init --flavour ${flavour} --model ${model} --owner ${owner}`;
}

/** What was answered when the configuration was begun, as its second line says; nothing where it does not. */
export function readBegun(configuration: string): Partial<Answers> {
  const found = BEGUN.exec(configuration)?.groups ?? {};
  const { flavour = "", model = "", owner = "" } = found;
  return isFlavour(flavour) && isModel(model) && OWNER.test(owner) ? { flavour, model, owner } : {};
}

const BEGUN =
  /^# Begun with: npx airworthy init --flavour (?<flavour>\S+) --model (?<model>\S+) --owner (?<owner>\S+)\r?$/m;

function isModel(text: string): boolean {
  return text.length <= MODEL_CHARACTERS && MODEL.test(text) && !NO_TEXTS.includes(text);
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
