export { type Answers, checkModel, checkOwner, modelFromFolder, PLACEHOLDER_OWNER, readBegun } from "./answers.ts";
export { detectFlavour, FLAVOURS, type Flavour, isFlavour, TELLING } from "./flavour.ts";
export { type Found, planFiles, STATES, type StarterFile, type State } from "./plan-files.ts";
export { starterFiles } from "./starter-files.ts";
