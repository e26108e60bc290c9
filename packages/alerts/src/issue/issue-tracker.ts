export interface OpenIssue {
  readonly number: number;
  readonly body: string;
}

export interface IssueText {
  readonly title: string;
  readonly body: string;
}

/** Where issues are. Every method throws a UserError where the tracker does not do what is asked. */
export interface IssueTracker {
  /** The open issues of ours that end with the marker's line, oldest first. */
  findOpen(marker: string): Promise<readonly OpenIssue[]>;
  /** The new issue's number. */
  open(issue: IssueText): Promise<number>;
  update(number: number, issue: IssueText): Promise<void>;
  comment(number: number, body: string): Promise<void>;
  close(number: number): Promise<void>;
}
