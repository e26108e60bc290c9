/** What a line of a comment asks for. Every text in it is untrusted. */
export type Command =
  | {
      readonly verb: "promote";
      readonly model: string;
      /** Without a "v" before it; null where none is named. */
      readonly version: string | null;
      /** "sha256:…"; null where none is named. */
      readonly digest: string | null;
      readonly stage: string;
      /** The first twelve digits of the digest; null where nothing is confirmed. */
      readonly confirm: string | null;
    }
  | { readonly verb: "rollback"; readonly model: string; readonly version: string | null; readonly reason: string }
  | { readonly verb: "hold" | "resume"; readonly model: string }
  /** `share`: of users, from more than 0 to 1. */
  | { readonly verb: "ramp"; readonly model: string | null; readonly share: number }
  /** `of`: a model or a stage. */
  | { readonly verb: "why"; readonly of: string }
  /** `line`: of the checklist, such as "C.1". */
  | { readonly verb: "sign-off"; readonly line: string; readonly reason: string }
  /** `until`: the last day, in UTC. */
  | { readonly verb: "waive"; readonly test: string; readonly reason: string; readonly until: string }
  | {
      readonly verb: "feedback";
      readonly case: string;
      readonly answer: "right" | "wrong";
      readonly expected: string | null;
    };

export type Verb = Command["verb"];
