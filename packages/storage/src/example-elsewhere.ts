// What the tests of runElsewhere run there.
import { relist } from "./relist.ts";
import { serveElsewhere } from "./serve-elsewhere.ts";

await serveElsewhere(relist);
