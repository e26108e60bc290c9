import { discordChannel } from "../discord/discord-channel.ts";
import { issueChannel } from "../issue/issue-channel.ts";
import type { IssueTracker } from "../issue/issue-tracker.ts";
import type { Target } from "../plan/target.ts";
import { slackBot } from "../slack/slack-bot.ts";
import { slackWebhook } from "../slack/slack-webhook.ts";
import { teamsChannel } from "../teams/teams-channel.ts";
import { webhookChannel } from "../webhook/webhook-channel.ts";
import { readAddress } from "./address.ts";
import type { Channel } from "./channel.ts";
import { DeliveryProblem } from "./delivery-problem.ts";
import { createMask } from "./mask.ts";
import { createPost, type Network } from "./post.ts";

/** What telling people asks of the world. */
export interface AlertWorld extends Network {
  /** The variables that targets name. */
  readonly env: Readonly<Record<string, string | undefined>>;
  now(): Date;
  /** Where issues are opened with these labels. Throws a UserError or DeliveryProblem where there is no such place. */
  openTracker(labels: readonly string[]): Promise<IssueTracker>;
}

const SLACK_API = "https://slack.com/api";

/** By which all of our issues are found again. */
export const ISSUE_LABEL = "airworthy-alert";

/** The way to a target. Throws a DeliveryProblem where a variable is not set or holds no address. */
export async function openChannel(target: Target, world: AlertWorld): Promise<Channel> {
  switch (target.kind) {
    case "slack-webhook": {
      const secret = read(target.urlVariable, world);
      return slackWebhook(readAddress(secret), createPost(world, createMask([secret])));
    }
    case "slack-bot": {
      const { channel, api = SLACK_API, tokenVariable } = target;
      const token = read(tokenVariable, world);
      return slackBot({ api: readAddress(api).href, token, channel }, createPost(world, createMask([token])));
    }
    case "teams": {
      const secret = read(target.urlVariable, world);
      return teamsChannel(readAddress(secret), target.envelope ?? "message", createPost(world, createMask([secret])));
    }
    case "discord": {
      const secret = read(target.urlVariable, world);
      return discordChannel(readAddress(secret), createPost(world, createMask([secret])));
    }
    case "webhook": {
      const address = read(target.urlVariable, world);
      const secret = read(target.secretVariable, world);
      const post = createPost(world, createMask([address, secret]));
      return webhookChannel({ url: readAddress(address), secret, now: world.now }, post);
    }
    case "github-issue":
      return issueChannel(await world.openTracker([ISSUE_LABEL, ...(target.labels ?? [])]));
  }
}

function read(variable: string, { env }: AlertWorld): string {
  const value = (env[variable] ?? "").trim();
  if (value === "") throw new DeliveryProblem(`the environment variable ${variable} is not set`);
  return value;
}
