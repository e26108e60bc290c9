/** Word lists that come with the runner; each is read only when it is used. */
const LOADERS = {
  country: async () => (await import("./shipped/countries.ts")).COUNTRIES,
  nationality: async () => (await import("./shipped/countries.ts")).NATIONALITIES,
  city: async () => (await import("./shipped/cities.ts")).CITIES,
  female_name: async () => (await import("./shipped/names.ts")).FEMALE_NAMES,
  male_name: async () => (await import("./shipped/names.ts")).MALE_NAMES,
  first_name: async () => (await import("./shipped/names.ts")).FIRST_NAMES,
  last_name: async () => (await import("./shipped/names.ts")).LAST_NAMES,
  religion: async () => (await import("./shipped/protected-terms.ts")).RELIGIONS,
  religion_adj: async () => (await import("./shipped/protected-terms.ts")).RELIGION_ADJECTIVES,
  sexual_adj: async () => (await import("./shipped/protected-terms.ts")).ORIENTATION_ADJECTIVES,
  race: async () => (await import("./shipped/protected-terms.ts")).RACES,
} as const satisfies Record<string, () => Promise<readonly string[]>>;

export const SHIPPED_LEXICONS = [
  "country",
  "nationality",
  "city",
  "female_name",
  "male_name",
  "first_name",
  "last_name",
  "religion",
  "religion_adj",
  "sexual_adj",
  "race",
] as const satisfies readonly (keyof typeof LOADERS)[];

export type ShippedLexicon = keyof typeof LOADERS;

export function shippedLexicon(name: ShippedLexicon): Promise<readonly string[]> {
  return LOADERS[name]();
}
