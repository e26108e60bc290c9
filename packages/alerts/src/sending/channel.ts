import type { Message } from "../alert/message.ts";

/** What became of a message. */
export interface Told {
  /** Where it is, so that it can be changed later; null where it cannot. */
  readonly place: string | null;
  /** What went wrong though people were told. */
  readonly note?: string;
}

/** A way to tell people. */
export interface Channel {
  /** Whether a message is changed in place: then it is kept up to date where nothing but values change. */
  readonly refreshes: boolean;
  /** Tells; `place` is where the last message of the same key is, null without one. Throws a DeliveryProblem. */
  tell(message: Message, place: string | null): Promise<Told>;
}
