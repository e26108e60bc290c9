"""Says which numbers of a corpus presidio-analyzer's recognisers find, without models of language: by their patterns and checks alone.

Takes the corpus's path; writes {kind: {"true": [bool, ...], "near": [bool, ...]}} as JSON to stdout. A number is found where a result
covers all of it and has not lost its score to a failed check.
"""

import json
import sys

from presidio_analyzer import predefined_recognizers as known

RECOGNIZERS = {
    "payment-card": (known.CreditCardRecognizer,),
    "iban": (known.IbanRecognizer,),
    "us-ssn": (known.UsSsnRecognizer,),
    "us-itin": (known.UsItinRecognizer,),
    "us-aba-routing": (known.AbaRoutingRecognizer,),
    "uk-nhs": (known.NhsRecognizer,),
    "uk-nino": (known.UkNinoRecognizer,),
    "au-tfn": (known.AuTfnRecognizer,),
    "au-abn": (known.AuAbnRecognizer,),
    "au-medicare": (known.AuMedicareRecognizer,),
    "in-aadhaar": (known.InAadhaarRecognizer,),
    "in-pan": (known.InPanRecognizer,),
    "pl-pesel": (known.PlPeselRecognizer,),
    "es-nif": (known.EsNifRecognizer, known.EsNieRecognizer),
    "it-codice-fiscale": (known.ItFiscalCodeRecognizer,),
    "fi-hetu": (known.FiPersonalIdentityCodeRecognizer,),
    "sg-nric": (known.SgFinRecognizer,),
    "kr-rrn": (known.KrRrnRecognizer,),
    "de-steuer-id": (known.DeTaxIdRecognizer,),
    "ca-sin": (known.CaSinRecognizer,),
    "za-id": (known.ZaIdNumberRecognizer,),
    "tr-tckn": (known.TrNationalIdRecognizer,),
    "se-personnummer": (known.SePersonnummerRecognizer,),
}


def is_found(recognizers, value):
    results = [found for one in recognizers for found in one.analyze(value, one.supported_entities, None)]
    return any(result.start == 0 and result.end == len(value) and result.score > 0 for result in results)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        corpus = {entry["kind"]: entry for entry in map(json.loads, file)}
    answers = {}
    for kind, classes in RECOGNIZERS.items():
        recognizers = [make() for make in classes]
        answers[kind] = {part: [is_found(recognizers, value) for value in corpus[kind][part]] for part in ("true", "near")}
    json.dump(answers, sys.stdout)


main()
