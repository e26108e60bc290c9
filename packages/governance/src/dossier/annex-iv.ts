import type { Topic } from "./topic.ts";

/** What Annex IV asks in one of its letters, or a part of it that other evidence answers. */
export interface AnnexItem {
  /** As documents name it: the point's number and the letter, such as "2g". Where the annex has no letter, ours. */
  readonly id: string;
  /** What is asked, in words of ours. */
  readonly asks: string;
  /** What people wrote of the model that answers it. */
  readonly topics: readonly Topic[];
  /** The kinds of evidence that answer it; of audits with their class, as "audit of bias". */
  readonly evidence: readonly string[];
  /** The NIST AI RMF's measures whose lines of the checklist answer it, where they hold. */
  readonly nist: readonly string[];
}

export interface AnnexPoint {
  readonly number: number;
  readonly title: string;
  readonly items: readonly AnnexItem[];
}

const AUDITS = ["audit of bias", "audit of privacy", "audit of safety"];
const TESTS = ["behavior", "metric-comparison", ...AUDITS, "reproducibility"];

function item(id: string, asks: string, answers: Partial<AnnexItem> = {}): AnnexItem {
  return { id, asks, topics: [], evidence: [], nist: [], ...answers };
}

/** The items that something else than files of evidence and texts answers. */
export const SIGNATURES = "2g-signed";
export const RISKS = "5";
export const CHANGES = "6";
export const STANDARDS = "7";

/**
 * The nine points of Annex IV of Regulation (EU) 2024/1689, which Article 11(1) refers to
 * (https://eur-lex.europa.eu/eli/reg/2024/1689/oj), and what of a model's evidence answers each.
 */
export const ANNEX_IV: readonly AnnexPoint[] = [
  {
    number: 1,
    title: "General description",
    items: [
      item("1a", "Intended purpose, provider, version and its relation to earlier ones", {
        topics: ["purpose", "provider"],
        evidence: ["model-package"],
        nist: ["MAP 1.1"],
      }),
      item("1b", "How it interacts with hardware and software that is no part of it", { topics: ["interaction"] }),
      item("1c", "Versions of software and firmware, and what updates need", {
        topics: ["software"],
        evidence: ["bill-of-materials"],
      }),
      item("1d", "The forms in which it is supplied", { topics: ["form"], evidence: ["model-package"] }),
      item("1e", "The hardware that it is meant to run on", { topics: ["hardware"] }),
      item("1f", "Where it is part of a product: pictures of its outside, marking and inner layout"),
      item("1g", "The user interface that deployers get, described"),
      item("1h", "Instructions for use for deployers", { topics: ["instructions"] }),
    ],
  },
  {
    number: 2,
    title: "Elements and development",
    items: [
      item("2a", "Methods and steps of development, with what was pre-trained or supplied by others", {
        topics: ["methods"],
        evidence: ["provenance", "reproducibility"],
      }),
      item("2b", "Design: logic, choices and their reasons, what is optimized for, expected output, trade-offs", {
        topics: ["design"],
      }),
      item("2c", "Architecture, how components work together, computing resources", {
        topics: ["architecture", "resources"],
        evidence: ["bill-of-materials"],
      }),
      item("2d", "Data: origin, scope, how it was chosen, labelled and cleaned", {
        topics: ["data"],
        evidence: ["provenance", "audit of privacy"],
        nist: ["MAP 2.3"],
      }),
      item("2e", "Human oversight: what is needed, and what helps deployers to read outputs", { nist: ["MAP 3.5"] }),
      item("2f", "Changes that were determined beforehand, and how it stays compliant"),
      item("2g", "Validation and testing: procedures, data, metrics, robustness, potentially discriminatory impacts", {
        evidence: TESTS,
      }),
      item(SIGNATURES, "Test logs and reports, dated and signed by the responsible persons"),
      item("2h", "Cybersecurity", { evidence: ["safety-scan", "verification", "audit of safety"] }),
    ],
  },
  {
    number: 3,
    title: "Monitoring, functioning and control",
    items: [
      item("3a", "Capabilities and limits, accuracy overall and for the groups it is meant for", {
        topics: ["limitations"],
        evidence: ["metric-comparison", "behavior", "audit of bias"],
      }),
      item("3b", "Foreseeable unintended outcomes, risks to health, safety, fundamental rights and equality", {
        topics: ["risks"],
        evidence: AUDITS,
        nist: ["MAP 5.1"],
      }),
      item("3c", "Human oversight in operation", { nist: ["MAP 3.5"] }),
      item("3d", "What input must be like", { topics: ["inputs"] }),
    ],
  },
  {
    number: 4,
    title: "Appropriateness of the metrics",
    items: [
      item("4", "Why these performance metrics suit this system", {
        topics: ["metrics"],
        nist: ["MEASURE 1.1", "MEASURE 2.13"],
      }),
    ],
  },
  {
    number: 5,
    title: "Risk management",
    items: [item(RISKS, "The risk management system of Article 9")],
  },
  {
    number: 6,
    title: "Changes through the lifecycle",
    items: [item(CHANGES, "Relevant changes that the provider made")],
  },
  {
    number: 7,
    title: "Standards",
    items: [item(STANDARDS, "Harmonised standards applied, or other ways in which the requirements are met")],
  },
  {
    number: 8,
    title: "Declaration of conformity",
    items: [item("8", "A copy of the EU declaration of conformity of Article 47")],
  },
  {
    number: 9,
    title: "After release",
    items: [
      item("9", "How performance is evaluated on the market, with the monitoring plan of Article 72(3)", {
        evidence: ["canary-analysis"],
        nist: ["MANAGE 4.1", "MEASURE 2.4"],
      }),
    ],
  },
];
