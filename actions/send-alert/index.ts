import { adapters, sendAlert } from "@airworthy/commands";
import { runAction } from "@airworthy/runtime";

await runAction(sendAlert, adapters);
