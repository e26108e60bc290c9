import { adapters, promoteModel } from "@airworthy/commands";
import { runAction } from "@airworthy/runtime";

await runAction(promoteModel, adapters);
