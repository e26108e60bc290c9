export {
  type Answers,
  beginning,
  checkModel,
  checkOwner,
  modelFromFolder,
  PLACEHOLDER_OWNER,
  PLACEHOLDER_SERVER,
  readBegun,
  SERVER_FILE,
} from "./answers.ts";
export { detectFlavour, FLAVOURS, type Flavour, isFlavour, TELLING } from "./flavour.ts";
export { type Found, planFiles, STATES, type StarterFile, type State } from "./plan-files.ts";
export { starterFiles } from "./starter-files.ts";
