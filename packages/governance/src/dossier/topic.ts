/** What people write of a model, by what it is about. */
export const TOPICS = [
  "purpose",
  "provider",
  "interaction",
  "software",
  "form",
  "hardware",
  "instructions",
  "methods",
  "design",
  "architecture",
  "resources",
  "data",
  "limitations",
  "risks",
  "inputs",
  "metrics",
] as const;

export type Topic = (typeof TOPICS)[number];
