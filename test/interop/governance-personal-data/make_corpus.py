"""Writes a corpus of true and near-miss numbers, one kind a line, as JSONL to stdout.

What is true and what is near is told by python-stdnum, or for the few kinds that it does not know by the rules below: nothing
here knows how the recognisers that are tested with it were written. The seed is fixed, so that it is the same every time.
"""

import json
import random
import string
import sys

from stdnum import iban, luhn
from stdnum.au import abn, tfn
from stdnum.br import cnpj, cpf
from stdnum.ca import sin
from stdnum.cn import ric
from stdnum.de import idnr
from stdnum.dk import cpr
from stdnum.es import dni, nie
from stdnum.fi import hetu
from stdnum.fr import nir
from stdnum.gb import nhs
from stdnum.in_ import aadhaar, pan
from stdnum.it import codicefiscale
from stdnum.kr import rrn
from stdnum.nl import bsn
from stdnum.no import fodselsnummer
from stdnum.pl import pesel
from stdnum.se import personnummer
from stdnum.tr import tckimlik
from stdnum.us import rtn, ssn
from stdnum.za import idnr as za_idnr

EACH = 40
DIGITS = string.digits
LETTERS = string.ascii_uppercase
CARDS = ["4", "51", "55", "2221", "2720", "34", "37", "36", "6011", "649", "3528", "62"]
CARD_LENGTHS = {"34": 15, "37": 15, "36": 14}
IBANS = {  # country to the structure of its account number: letters, digits, or both
    "DE": "n18", "GB": "a4n14", "FR": "n10c11n2", "NL": "a4n10", "ES": "n20", "CH": "n5c12", "NO": "n11", "BE": "n12",
    "PL": "n24", "SE": "n20", "SA": "n2c18", "AE": "n19", "MT": "a4n5c18", "IT": "a1n10c12",
}


def is_card(text):
    return 13 <= len(text) <= 19 and luhn.is_valid(text)


def is_itin(text):  # the groups of IRM 3.21.263, some of which python-stdnum does not have yet
    groups = [*range(50, 66), *range(70, 89), *range(90, 93), *range(94, 100)]
    return len(text) == 9 and text[0] == "9" and int(text[3:5]) in groups


def is_personnummer(text):
    digits = text.replace("-", "")
    return len(digits) == 10 and personnummer.is_valid(digits[:6] + "-" + digits[6:])


def is_cpr(text):
    return cpr.is_valid(text) and cpr.checksum(cpr.compact(text)) == 0


def is_medicare(text):  # https://developer.digitalhealth.gov.au: weights 1 3 7 9 1 3 7 9
    if len(text) != 10 or not text.isdigit() or text[0] not in "23456" or text[9] == "0":
        return False
    return sum(int(d) * w for d, w in zip(text, [1, 3, 7, 9, 1, 3, 7, 9])) % 10 == int(text[8])


def is_nric(text):  # published: S1234567D, T1234567J, F1234567N, G1234567X
    if len(text) != 9 or text[0] not in "STFG" or not text[1:8].isdigit():
        return False
    total = sum(int(d) * w for d, w in zip(text[1:8], [2, 7, 6, 5, 4, 3, 2])) + (4 if text[0] in "TG" else 0)
    table = "ABCDEFGHIZJ" if text[0] in "ST" else "KLMNPQRTUWX"
    return text[8] == table[10 - total % 11]


def is_personalausweis(text):  # published: T220001293, L01X00T471
    if len(text) != 10 or text[0] not in "LMNPRTVWXY" or not text[9].isdigit():
        return False
    if any(c not in "0123456789CFGHJKLMNPRTVWXYZ" for c in text[:9]):
        return False
    total = 0
    for place, c in enumerate(text[:9]):
        total += (DIGITS + LETTERS).index(c) * (7, 3, 1)[place % 3]
    return total % 10 == int(text[9])


def is_nino(text):  # HMRC, NIM39110
    if len(text) != 9 or not text[2:8].isdigit() or not (text[:2] + text[8]).isalpha():
        return False
    first, second = text[0], text[1]
    barred = {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}
    return first not in "DFIQUV" and second not in "DFIOQUV" and text[:2] not in barred and text[8] in "ABCD"


def draw(random_, pattern):
    """A text of a pattern such as n3a2: digits, letters, both (c), or one of several (in brackets)."""
    out, at = "", 0
    while at < len(pattern):
        if pattern[at] == "[":
            end = pattern.index("]", at)
            out += random_.choice(pattern[at + 1 : end].split("|"))
            at = end + 1
            continue
        kind, end = pattern[at], at + 1
        while end < len(pattern) and pattern[end].isdigit():
            end += 1
        alphabet = {"n": DIGITS, "a": LETTERS, "c": DIGITS + LETTERS}[kind]
        out += "".join(random_.choice(alphabet) for _ in range(int(pattern[at + 1 : end])))
        at = end
    return out


def month_day(random_):
    return f"{random_.randint(1, 12):02}{random_.randint(1, 28):02}"


def day_month(random_):
    return f"{random_.randint(1, 28):02}{random_.randint(1, 12):02}"


def year(random_):
    return f"{random_.randint(30, 99):02}"


def draw_card(random_):
    prefix = random_.choice(CARDS)
    return prefix + draw(random_, f"n{CARD_LENGTHS.get(prefix, 16) - len(prefix)}")


def draw_iban(random_):
    country = random_.choice(sorted(IBANS))
    body = draw(random_, IBANS[country])
    return country + iban.calc_check_digits(country + "00" + body) + body


def draw_codice(random_):
    month = random_.choice("ABCDEHLMPRST")
    day = random_.randint(1, 28) + random_.choice([0, 40])
    return draw(random_, "a6") + year(random_) + month + f"{day:02}" + draw(random_, "[H|F|L]n3a1")


def draw_idnr(random_):
    digits = random_.sample(DIGITS, 9)
    digits.insert(random_.randint(0, 9), random_.choice(digits))
    return "".join(digits) + draw(random_, "n1")


def draw_nino(random_):
    return draw(random_, "a2n6[A|B|C|D]")


# kind: (what names it, draws until valid, is it valid, how it is written as lengths of groups and what stands between)
KINDS = {
    "payment-card": ("credit card", draw_card, is_card, ["", "4 4 4 4", "4-4-4-4", "4 6 5", "4 6 4"]),
    "iban": ("IBAN", draw_iban, iban.is_valid, ["", "4 4 4 4 4 4 4 4 4"]),
    "us-ssn": ("SSN", lambda r: draw(r, "n9"), ssn.is_valid, ["3-2-4", "3 2 4", ""]),
    "us-itin": ("ITIN", lambda r: "9" + draw(r, "n8"), is_itin, ["3-2-4", ""]),
    "us-aba-routing": ("routing number", lambda r: draw(r, "[01|03|07|11|12|21|26|31|32]n7"), rtn.is_valid, [""]),
    "uk-nhs": ("NHS number", lambda r: draw(r, "n10"), nhs.is_valid, ["", "3 3 4", "3-3-4"]),
    "uk-nino": ("National Insurance number", draw_nino, is_nino, ["", "2 2 2 2 1"]),
    "ca-sin": ("SIN", lambda r: draw(r, "[1|2|4|5|7|9]n8"), sin.is_valid, ["", "3 3 3", "3-3-3"]),
    "au-tfn": ("TFN", lambda r: draw(r, "n9"), lambda t: len(t) == 9 and tfn.is_valid(t), ["", "3 3 3"]),
    "au-abn": ("ABN", lambda r: draw(r, "n11"), abn.is_valid, ["", "2 3 3 3"]),
    "au-medicare": ("Medicare", lambda r: draw(r, "n10"), is_medicare, ["", "4 5 1"]),
    "in-aadhaar": ("Aadhaar", lambda r: draw(r, "n12"), aadhaar.is_valid, ["", "4 4 4", "4-4-4"]),
    "in-pan": ("PAN", lambda r: draw(r, "a3[P|C|H|F]a1n4a1"), pan.is_valid, [""]),
    "pl-pesel": ("PESEL", lambda r: year(r) + month_day(r) + draw(r, "n5"), pesel.is_valid, [""]),
    "es-nif": (
        "DNI",
        lambda r: draw(r, r.choice(["n8a1", "[X|Y|Z]n7a1"])),
        lambda t: dni.is_valid(t) or nie.is_valid(t),
        ["", "8-1"],
    ),
    "it-codice-fiscale": (
        "codice fiscale",
        draw_codice,
        lambda t: len(t) == 16 and codicefiscale.is_valid(t),
        ["", "3 3 5 5"],
    ),
    "de-steuer-id": ("Steuer-ID", draw_idnr, idnr.is_valid, ["", "2 3 3 3"]),
    "de-personalausweis": (
        "Personalausweis",
        lambda r: r.choice("LMNPRTVWXY") + "".join(r.choice("0123456789CFGHJKLMNPRTVWXYZ") for _ in range(8)) + draw(r, "n1"),
        is_personalausweis,
        [""],
    ),
    "fr-nir": (
        "NIR",
        lambda r: draw(r, "[1|2]") + year(r) + month_day(r)[:2] + draw(r, "[75|13|2A|2B|69]n6") + f"{r.randint(1, 97):02}",
        nir.is_valid,
        ["", "1 2 2 2 3 3 2"],
    ),
    "nl-bsn": ("BSN", lambda r: draw(r, "n9"), lambda t: len(t) == 9 and bsn.is_valid(t), [""]),
    "se-personnummer": ("personnummer", lambda r: year(r) + month_day(r) + draw(r, "n4"), is_personnummer, ["6-4"]),
    "fi-hetu": ("HETU", lambda r: day_month(r) + year(r) + "-" + draw(r, "n3c1"), hetu.is_valid, [""]),
    "no-fodselsnummer": (
        "fødselsnummer",
        lambda r: day_month(r) + year(r) + draw(r, "n5"),
        fodselsnummer.is_valid,
        ["", "6 5"],
    ),
    "dk-cpr": ("CPR", lambda r: day_month(r) + year(r) + draw(r, "n4"), is_cpr, ["6-4", ""]),
    "br-cpf": ("CPF", lambda r: draw(r, "n11"), cpf.is_valid, ["", "3.3.3-2"]),
    "br-cnpj": ("CNPJ", lambda r: draw(r, "n8") + "0001" + draw(r, "n2"), cnpj.is_valid, ["", "2.3.3/4-2"]),
    "cn-resident-id": (
        "resident identity card",
        lambda r: draw(r, "[110101|310104|440305|510107]") + "19" + year(r) + month_day(r) + draw(r, "n3[0|1|2|3|4|5|6|7|8|9|X]"),
        ric.is_valid,
        [""],
    ),
    "sg-nric": ("NRIC", lambda r: draw(r, "[S|T|F|G]n7a1"), is_nric, [""]),
    "kr-rrn": ("resident registration number", lambda r: year(r) + month_day(r) + draw(r, "[1|2]n6"), rrn.is_valid, ["6-7", ""]),
    "za-id": ("South African ID number", lambda r: year(r) + month_day(r) + draw(r, "n4[0|1]n2"), za_idnr.is_valid, [""]),
    "tr-tckn": ("TC kimlik", lambda r: draw(r, "n11"), tckimlik.is_valid, [""]),
}


def altered(random_, text):
    """The text with one character another of its sort, with two neighbours changed round, one too few or one too many."""
    at = random_.randrange(len(text) - 1)
    change = random_.choice(["substitute"] * 5 + ["swap"] * 2 + ["drop", "add"])
    if change == "swap":
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if change == "drop":
        return text[:at] + text[at + 1 :]
    if change == "add":
        return text[:at] + random_.choice(DIGITS) + text[at:]
    at = random_.randrange(len(text))
    alphabet = DIGITS if text[at].isdigit() else LETTERS
    return text[:at] + random_.choice(alphabet) + text[at + 1 :] if text[at].isalnum() else text


def write(random_, text, layouts):
    """The text in one of its layouts that fits its length, or as it is."""
    fitting = [layout for layout in layouts if layout == "" or fits(layout, text)]
    layout = random_.choice(fitting) if fitting else ""
    out, rest = "", text
    for sign in layout:
        if sign.isdigit():
            out, rest = out + rest[: int(sign)], rest[int(sign) :]
        elif rest:
            out += sign
    return out + rest


def fits(layout, text):
    total = sum(int(sign) for sign in layout if sign.isdigit())
    return total == len(text) or (layout.startswith("4 4 4 4 4") and len(text) < total)


def is_of_any_kind(text):
    return any(is_valid(text) for _, _, is_valid, _ in KINDS.values())


def entry(kind):
    phrase, make, is_valid, layouts = KINDS[kind]
    random_ = random.Random(f"personal data: {kind}")
    true, near = [], []
    while len(true) < EACH or len(near) < EACH:
        value = make(random_)
        if not is_valid(value):
            continue
        if len(true) < EACH:
            true.append(write(random_, value, layouts))
        other = altered(random_, value)
        if len(near) < EACH and not is_of_any_kind(other):
            near.append(write(random_, other, layouts))
    return {"phrase": phrase, "true": true, "near": near}


def main():
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    for kind in KINDS:
        sys.stdout.write(json.dumps({"kind": kind, **entry(kind)}, ensure_ascii=False) + "\n")


main()
