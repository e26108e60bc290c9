const TOKEN_OF_THE_JOB = /^\$\{\{\s*(github\.token|secrets\.GITHUB_TOKEN)\s*\}\}$/i;

/** Whether a token that is given is the job's own, by either of its names. */
export function isJobsToken(token: string): boolean {
  return TOKEN_OF_THE_JOB.test(token.trim());
}
