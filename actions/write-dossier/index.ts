import { adapters, writeDossier } from "@airworthy/commands";
import { runAction } from "@airworthy/runtime";

await runAction(writeDossier, adapters);
