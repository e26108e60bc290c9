"""Says whether the difference between the sexes is of one split only: trains each version on 100 other halves of the data."""

import json

import numpy
from sklearn.datasets import load_diabetes
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

SPLITS = 100
FAST = 140

people = load_diabetes(scaled=False)
names = people.feature_names
y = (people.target > FAST).astype(int)
sex = people.data[:, names.index("sex")]
versions = {
    "1.0.0": ["age", "sex", "bmi", "bp"],
    "2.0.0": [name for name in names if name != "sex"],
    "2.1.0": names,
}


def examine(features, split):
    """Accuracy, and the larger difference between the sexes in the shares of quick and of slow cases called quick."""
    train, held_out = train_test_split(numpy.arange(len(y)), test_size=0.5, random_state=split, stratify=y)
    x = people.data[:, [names.index(name) for name in features]]
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.1)).fit(x[train], y[train])
    answers = model.predict(x[held_out])
    rates = [[answers[(sex[held_out] == one) & (y[held_out] == label)].mean() for one in (1, 2)] for label in (0, 1)]
    return (answers == y[held_out]).mean(), max(abs(first - second) for first, second in rates)


found = {version: [examine(features, split) for split in range(SPLITS)] for version, features in versions.items()}
means = {version: [round(float(mean), 3) for mean in numpy.mean(values, axis=0)] for version, values in found.items()}
larger = sum(blind[1] > told[1] for blind, told in zip(found["2.0.0"], found["2.1.0"]))
print(json.dumps({"means": means, "larger": int(larger), "of": SPLITS}))
