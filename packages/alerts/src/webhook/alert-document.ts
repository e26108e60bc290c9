import { sha256Schema, verdictSchema } from "@airworthy/evidence";
import * as v from "valibot";
import { ALERT_CLASSES, ALERT_SEVERITIES, type AlertFinding, severityOf } from "../alert/alert.ts";
import { fingerprintOf } from "../alert/fingerprint.ts";
import type { Message } from "../alert/message.ts";
import { fitText } from "../text/fit-text.ts";

export const ALERT_SCHEMA = "https://airworthy.dev/alert/v1";

const MOST_FINDINGS = 100;
const TEXT_CHARACTERS = 500;
const HEADLINE_CHARACTERS = 2_000;

const textSchema = v.pipe(v.string(), v.maxLength(TEXT_CHARACTERS));

/** The body that a generic webhook is sent. Texts are of the evidence, untrusted, on one line each, not escaped. */
export const alertDocumentSchema = v.strictObject({
  schema: v.literal(ALERT_SCHEMA),
  /** When it was sent: what is older than a few minutes is a replay. */
  sentOn: v.pipe(v.string(), v.isoTimestamp()),
  /** Equal for the same state of the same thing. */
  id: sha256Schema,
  key: textSchema,
  occasion: v.picklist(["opened", "changed", "recovered", "refreshed"]),
  verdict: verdictSchema,
  severity: v.picklist(ALERT_SEVERITIES),
  title: textSchema,
  headline: v.pipe(v.string(), v.maxLength(HEADLINE_CHARACTERS)),
  model: v.strictObject({ name: textSchema, version: v.nullable(textSchema), sha256: sha256Schema }),
  rollout: v.nullable(textSchema),
  classes: v.array(v.picklist(ALERT_CLASSES)),
  facts: v.array(textSchema),
  findings: v.pipe(
    v.array(
      v.strictObject({
        class: v.picklist(ALERT_CLASSES),
        verdict: verdictSchema,
        what: textSchema,
        was: v.nullable(textSchema),
        now: v.nullable(textSchema),
        difference: textSchema,
        reason: textSchema,
      }),
    ),
    v.maxLength(MOST_FINDINGS),
  ),
  /** How many findings there are in all. */
  findingsInAll: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  links: v.array(v.strictObject({ label: textSchema, url: v.string() })),
  commands: v.array(v.strictObject({ label: textSchema, text: v.string() })),
  owners: v.array(textSchema),
  /** How many alerts were not sent before this one, since there were more than the limit in an hour. */
  heldBack: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});

export type AlertDocument = v.InferOutput<typeof alertDocumentSchema>;

/** What a generic webhook is sent at a time. */
export function alertDocument({ alert, occasion, owners, heldBack }: Message, now: Date): AlertDocument {
  const { model } = alert;
  return {
    schema: ALERT_SCHEMA,
    sentOn: now.toISOString(),
    id: fingerprintOf(alert),
    key: fit(alert.key),
    occasion,
    verdict: alert.verdict,
    severity: severityOf(alert.verdict),
    title: fit(alert.title),
    headline: fitText(alert.headline, HEADLINE_CHARACTERS),
    model: { name: fit(model.name), version: fitOrNull(model.version), sha256: model.sha256 },
    rollout: fitOrNull(alert.rollout),
    classes: [...alert.classes],
    facts: alert.facts.map(fit),
    findings: alert.findings.slice(0, MOST_FINDINGS).map(documented),
    findingsInAll: alert.findings.length,
    links: alert.links.map(({ label, url }) => ({ label: fit(label), url })),
    commands: alert.commands.map(({ label, text }) => ({ label: fit(label), text })),
    owners: owners.map(fit),
    heldBack,
  };
}

function documented(finding: AlertFinding): AlertDocument["findings"][number] {
  const { what, was, now, difference, reason } = finding;
  return {
    class: finding.class,
    verdict: finding.verdict,
    what: fit(what),
    was: fitOrNull(was),
    now: fitOrNull(now),
    difference: fit(difference),
    reason: fit(reason),
  };
}

function fit(text: string): string {
  return fitText(text, TEXT_CHARACTERS);
}

function fitOrNull(text: string | null): string | null {
  return text === null ? null : fit(text);
}
