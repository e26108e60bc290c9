import { digestRange } from "./digest-range.ts";
import { serveJobs } from "./serve-jobs.ts";

serveJobs(digestRange);
