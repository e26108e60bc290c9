"""Writes one table in every way that pyarrow and pandas have, and what it holds as JSON: write_tables.py FOLDER"""

import datetime
import decimal
import json
import pathlib
import random
import sys

import pyarrow
import pyarrow.csv
import pyarrow.parquet

folder = pathlib.Path(sys.argv[1])
ROWS = 2_500
random.seed(1)
TEXTS = ["plain", "", 'a "quoted" word', "two\nlines", "comma, semicolon;", "é ü 日本 😀", " spaces ", "\\ back", "NaN", "null"]

texts = [TEXTS[row % len(TEXTS)] for row in range(ROWS)]
moments = [datetime.datetime(1969, 12, 31, 23, 59, 59, 7) + datetime.timedelta(days=row, microseconds=row) for row in range(ROWS)]

table = pyarrow.table(
    {
        "id": [f"row {row}" for row in range(ROWS)],
        "text": texts,
        "small": pyarrow.array([None if row % 7 == 0 else row - 1000 for row in range(ROWS)], pyarrow.int16()),
        "unsigned": pyarrow.array([2**32 - 1 - row for row in range(ROWS)], pyarrow.uint32()),
        "large": pyarrow.array([2**53 - 3 + row for row in range(ROWS)], pyarrow.int64()),
        "float": pyarrow.array([row / 7 for row in range(ROWS)], pyarrow.float64()),
        "half": pyarrow.array([row / 4 for row in range(ROWS)], pyarrow.float32()),
        "flag": [None if row % 5 == 0 else row % 2 == 0 for row in range(ROWS)],
        "day": [moment.date() for moment in moments],
        "time": pyarrow.array(moments, pyarrow.timestamp("us")),
        "category": pyarrow.array([f"c{row % 3}" for row in range(ROWS)]).dictionary_encode(),
        "price": [decimal.Decimal(row) / 4 for row in range(ROWS)],
        "list": [None if row % 4 == 0 else list(range(row % 4)) for row in range(ROWS)],
        "nested": [None if row % 3 == 0 else {"a": row, "b": [{"c": f"x{row}"}]} for row in range(ROWS)],
    }
)

COMPRESSIONS = ["none", "snappy", "gzip", "brotli", "zstd", "lz4"]
for compression in COMPRESSIONS:
    pyarrow.parquet.write_table(table, folder / f"{compression}.parquet", compression=compression, row_group_size=900)
pyarrow.parquet.write_table(table, folder / "second-pages.parquet", data_page_version="2.0", use_dictionary=False)
pyarrow.parquet.write_table(table, folder / "small-pages.parquet", data_page_size=512, write_page_index=True)
pyarrow.parquet.write_table(
    table.select(["id", "large", "unsigned"]),
    folder / "delta.parquet",
    use_dictionary=False,
    column_encoding={"id": "DELTA_BYTE_ARRAY", "large": "DELTA_BINARY_PACKED", "unsigned": "DELTA_BINARY_PACKED"},
)
frame = table.select(["id", "text", "small", "float", "category"]).to_pandas()
frame.to_parquet(folder / "pandas.parquet")

frame.to_csv(folder / "pandas.csv", index=False)
frame.to_csv(folder / "pandas-crlf.csv.gz", index=False, lineterminator="\r\n", quoting=1)
pyarrow.csv.write_csv(table.select(["id", "text", "category"]), folder / "pyarrow.csv")
frame.to_json(folder / "pandas.jsonl", orient="records", lines=True, double_precision=15)
frame.to_json(folder / "pandas-ascii.jsonl.gz", orient="records", lines=True, force_ascii=True, double_precision=15)

CLASSES = ["cat", "dog", "é 日本"]
predictions = pyarrow.table(
    {
        "id": pyarrow.array([7 * row for row in range(ROWS)], pyarrow.int64()),
        "label": pyarrow.array([CLASSES[row % 3] for row in range(ROWS)]).dictionary_encode(),
        "tags": [sorted({CLASSES[row % 3], CLASSES[row % 2]}, reverse=True) if row % 5 else [] for row in range(ROWS)],
        "score": pyarrow.array([random.gauss(0, 1) * 10 ** (row % 40 - 20) for row in range(ROWS)], pyarrow.float64()),
        "weight": pyarrow.array([row / 8 for row in range(ROWS)], pyarrow.float32()),
        "scores": [{name: random.random() for name in CLASSES} for row in range(ROWS)],
    }
)
prediction_rows = predictions.to_pylist()
pyarrow.parquet.write_table(predictions, folder / "predictions.parquet", compression="zstd", row_group_size=900)
with open(folder / "predictions.jsonl", "w", encoding="utf-8") as lines:
    lines.writelines(json.dumps(row, ensure_ascii=row["id"] % 2 == 0) + "\n" for row in prediction_rows)
flat = predictions.drop_columns(["scores", "tags"]).to_pandas()
flat["tags"] = ["|".join(row["tags"]) for row in prediction_rows]
for name in CLASSES:
    flat[f"scores.{name}"] = [row["scores"][name] for row in prediction_rows]
flat.to_csv(folder / "predictions.csv.gz", index=False)
(folder / "predictions.json").write_text(json.dumps(prediction_rows), encoding="utf-8")


def plain(value):
    if isinstance(value, datetime.datetime):
        text = value.isoformat(timespec="milliseconds" if value.microsecond % 1000 == 0 else "microseconds")
        return f"{text}Z"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return float(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 2**53 - 1:
        return str(value)
    return value


rows = [{column: plain(value) for column, value in row.items()} for row in table.to_pylist()]
(folder / "expected.json").write_text(json.dumps(rows), encoding="utf-8")
