import manifest from "../package.json" with { type: "json" };

/** How Airworthy names itself in evidence, logs and reports. */
export const TOOL = { name: "airworthy", version: manifest.version } as const;
