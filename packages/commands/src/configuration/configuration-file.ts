/** Where the verbs look for what several of them share. */
export const CONFIGURATION_FILE = "airworthy.yml";
