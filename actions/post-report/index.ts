import { adapters, postReport } from "@airworthy/commands";
import { runAction } from "@airworthy/runtime";

await runAction(postReport, adapters);
