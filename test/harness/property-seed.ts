import { configureGlobal } from "fast-check";

/**
 * Property tests draw the same cases in every run of the same code, so that a red run can be run again.
 * `PROPERTY_SEED=12 npm test` draws others, to look further.
 */
configureGlobal({ seed: Number.parseInt(process.env["PROPERTY_SEED"] ?? "1", 10) });
