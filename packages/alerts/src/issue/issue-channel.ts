import type { Channel } from "../sending/channel.ts";
import { issueComment, issueMarker, issueText, saysStanding } from "./issue-text.ts";
import type { IssueTracker } from "./issue-tracker.ts";

/**
 * One open issue a key, found again by its marker and not by what we remember: opened once, kept up to date, told in a
 * comment how it changed, closed when all is well again.
 */
export function issueChannel(tracker: IssueTracker): Channel {
  return {
    refreshes: true,
    async tell(message) {
      const { key, verdict } = message.alert;
      const text = issueText(message);
      const [first, ...others] = await tracker.findOpen(issueMarker(key));
      if (first === undefined) {
        // Nothing to be done is no issue.
        return { place: verdict === "pass" ? null : String(await tracker.open(text)) };
      }
      if (first.body !== text.body) await tracker.update(first.number, text);
      if (!saysStanding(first.body, message.alert)) await tracker.comment(first.number, issueComment(message));
      if (verdict === "pass") for (const { number } of [first, ...others]) await tracker.close(number);
      return { place: String(first.number) };
    },
  };
}
