import { adapters, recordHistory } from "@airworthy/commands";
import { runAction } from "@airworthy/runtime";

await runAction(recordHistory, adapters);
