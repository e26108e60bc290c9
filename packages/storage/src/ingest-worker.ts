import { ingestFile } from "./ingest.ts";
import { serveJobs } from "./serve-jobs.ts";

serveJobs(ingestFile);
