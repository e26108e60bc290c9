import { adapters, buildSite } from "@airworthy/commands";
import { runAction } from "@airworthy/runtime";

await runAction(buildSite, adapters);
