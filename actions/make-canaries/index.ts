import { adapters, makeCanaries } from "@airworthy/commands";
import { runAction } from "@airworthy/runtime";

await runAction(makeCanaries, adapters);
