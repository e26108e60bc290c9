import { adapters, signModel } from "@airworthy/commands";
import { runAction } from "@airworthy/runtime";

await runAction(signModel, adapters);
