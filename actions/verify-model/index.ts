import { adapters, verifyModel } from "@airworthy/commands";
import { runAction } from "@airworthy/runtime";

await runAction(verifyModel, adapters);
