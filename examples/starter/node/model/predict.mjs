// Says which team a support message is for. Put your own model here; what it loads belongs into the same folder.
const WORDS = {
  billing: ["invoice", "refund", "charged", "card", "payment", "price", "receipt"],
  technical: ["crash", "crashes", "error", "slow", "login", "password", "install", "update"],
};

/** An answer for each text: the class, and how sure the model is of each. */
export function predict(texts) {
  return texts.map((text) => {
    const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
    const count = (team) => words.filter((word) => WORDS[team].includes(word)).length;
    const weights = { billing: count("billing"), technical: count("technical"), other: 0.5 };
    const sum = weights.billing + weights.technical + weights.other;
    const scores = Object.fromEntries(Object.entries(weights).map(([team, weight]) => [team, weight / sum]));
    const [prediction] = Object.entries(scores).reduce((best, next) => (next[1] > best[1] ? next : best));
    return { prediction, scores };
  });
}
