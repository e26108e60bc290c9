import { BR_CNPJ, BR_CPF, CA_SIN } from "./americas.ts";
import { CN_RESIDENT_ID, IN_AADHAAR, IN_PAN, KR_RRN, SG_NRIC } from "./asian.ts";
import { UK_NHS, UK_NINO } from "./british.ts";
import { IT_CODICE_FISCALE } from "./codice-fiscale.ts";
import { ES_NIF, FR_NIR, NL_BSN, PL_PESEL, TR_TCKN } from "./european.ts";
import { DE_PERSONALAUSWEIS, DE_STEUER_ID } from "./german.ts";
import { IBAN } from "./iban.ts";
import { DK_CPR, FI_HETU, NO_FODSELSNUMMER, SE_PERSONNUMMER } from "./nordic.ts";
import type { NumberPlan } from "./number-plan.ts";
import { PAYMENT_CARDS } from "./payment-card.ts";
import { AU_ABN, AU_MEDICARE, AU_TFN, ZA_ID } from "./southern.ts";
import { US_ABA_ROUTING, US_ITIN, US_SSN } from "./united-states.ts";

/** Of two that read the same text with the same confidence, the earlier one counts. */
export const NUMBER_PLANS: readonly NumberPlan[] = [
  IBAN,
  ...PAYMENT_CARDS,
  IT_CODICE_FISCALE,
  CN_RESIDENT_ID,
  FR_NIR,
  FI_HETU,
  BR_CNPJ,
  BR_CPF,
  NO_FODSELSNUMMER,
  KR_RRN,
  ES_NIF,
  SG_NRIC,
  UK_NINO,
  IN_PAN,
  DE_STEUER_ID,
  PL_PESEL,
  TR_TCKN,
  AU_ABN,
  SE_PERSONNUMMER,
  DK_CPR,
  ZA_ID,
  US_SSN,
  US_ITIN,
  IN_AADHAAR,
  AU_MEDICARE,
  DE_PERSONALAUSWEIS,
  UK_NHS,
  CA_SIN,
  NL_BSN,
  AU_TFN,
  US_ABA_ROUTING,
];
