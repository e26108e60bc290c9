import { adapters, checkReproducibility } from "@airworthy/commands";
import { runAction } from "@airworthy/runtime";

await runAction(checkReproducibility, adapters);
