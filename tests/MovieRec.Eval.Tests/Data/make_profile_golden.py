"""Writes profile_golden.json: what each library's formula gives on hand-made cases, in exact fractions where there are any.

Every function below is that library's formula written down on its own, not by way of another one's. Standard library only.
"""
import json
import math
from fractions import Fraction as F

# ranked, relevant items of the catalogue, relevant items outside it, k
CASES = [
    ("hits at 1 and 3", [1, 2, 3, 4, 5], [1, 3], 0, 5),
    ("hit at 2 of 3 relevant", [7, 1, 8, 9, 10], [1, 2, 3], 0, 5),
    ("more relevant than k", [1, 2, 9], [1, 2, 3, 4, 5, 6], 0, 3),
    ("list shorter than k", [4, 1], [1, 2], 0, 5),
    ("one relevant outside the catalogue", [5, 2, 6, 3], [2, 3], 1, 4),
    ("no hit", [5, 6, 7], [1], 0, 3),
    ("first place only", [1, 6, 7, 8], [1], 0, 4),
    ("everything right", [1, 2, 3], [1, 2, 3], 0, 3),
    ("everything outside the catalogue", [1, 2], [], 2, 2),
]


def hits(ranked, relevant, k):
    return [1 if item in relevant else 0 for item in ranked[:k]]


def dcg(h, clip=False):
    return sum(x / math.log2(max(p, 2) if clip else p + 1) for p, x in enumerate(h, start=1))


def ndcg(h, ideal, clip=False):
    return dcg(h, clip) / dcg([1] * ideal, clip)


def precision_sum(h):
    total, found = F(0), 0
    for place, hit in enumerate(h, start=1):
        found += hit
        total += F(found, place) if hit else 0
    return total


def reciprocal(h):
    return F(1, h.index(1) + 1) if 1 in h else F(0)


def default(h, n, r, known, k):
    return {"NDCG": ndcg(h, min(k, r)), "HR": F(max(h, default=0)), "MAP": precision_sum(h) / min(k, r), "Recall": F(sum(h), min(k, r)),
            "Precision": F(sum(h), k), "MRR": reciprocal(h)}


def liang(h, n, r, known, k):  # held-out rows on items that nobody trains on were removed before
    return {"NDCG": ndcg(h, min(k, known)) if known else None, "Recall": F(sum(h), min(k, known)) if known else None}


def implicit(h, n, r, known, k):  # precision: hits and divisors, pooled by the caller
    return {"NDCG": ndcg(h, min(k, r)), "MAP": precision_sum(h) / min(k, r), "Precision": (sum(h), min(k, r))}


def lenskit(h, n, r, known, k):
    return {"NDCG": ndcg(h, min(k, r), clip=True), "HR": F(max(h, default=0)), "MAP": precision_sum(h) / min(n, r), "Recall": F(sum(h), min(k, r)),
            "Precision": F(sum(h), n), "MRR": reciprocal(h)}


def rectools(h, n, r, known, k):
    return {"NDCG": ndcg(h, k), "HR": F(max(h, default=0)), "MAP": precision_sum(h) / r, "Recall": F(sum(h), r), "Precision": F(sum(h), k),
            "MRR": reciprocal(h)}


def recommenders(h, n, r, known, k):
    return {"NDCG": ndcg(h, min(k, r)), "MAP": precision_sum(h) / r, "Recall": F(sum(h), r), "Precision": F(sum(h), k)}


def recbole(h, n, r, known, k):
    return {"NDCG": ndcg(h, min(k, r)), "HR": F(max(h, default=0)), "MAP": precision_sum(h) / min(k, r), "Recall": F(sum(h), r),
            "Precision": F(sum(h), k), "MRR": reciprocal(h)}


PROFILES = {"Default": default, "Liang2018": liang, "Implicit": implicit, "LensKit": lenskit, "RecTools": rectools, "Recommenders": recommenders, "RecBole": recbole}


def number(value):
    if value is None:
        return None
    if isinstance(value, tuple):
        return list(value)
    return float(value)


out = {"cases": []}
for name, ranked, relevant, outside, k in CASES:
    h = hits(ranked, relevant, k)
    out["cases"].append({
        "name": name, "ranked": ranked, "relevant": relevant, "outside": outside, "k": k,
        "expected": {profile: {metric: number(value) for metric, value in formula(h, min(len(ranked), k), len(relevant) + outside, len(relevant), k).items()}
                     for profile, formula in PROFILES.items()},
    })

with open(__file__.replace("make_profile_golden.py", "profile_golden.json"), "w", encoding="utf-8") as file:
    json.dump(out, file, indent=1)
    file.write("\n")
