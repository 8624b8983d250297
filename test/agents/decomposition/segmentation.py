"""The measures of agents/decomposition/segmentation once more, written from their papers, not from the TypeScript."""
from itertools import groupby

import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.metrics import adjusted_rand_score, cohen_kappa_score, normalized_mutual_info_score


def intervals(labels):
    found, begin = [], 0
    for label, run in groupby(labels):
        length = len(list(run))
        found.append((label, begin, begin + length))
        begin += length
    return found


def edit(reference, predicted):
    a, b = [s[0] for s in intervals(reference)], [s[0] for s in intervals(predicted)]
    distance = np.zeros((len(a) + 1, len(b) + 1))
    distance[:, 0] = np.arange(len(a) + 1)
    distance[0, :] = np.arange(len(b) + 1)
    for i, x in enumerate(a, 1):
        for j, y in enumerate(b, 1):
            distance[i, j] = min(
                distance[i - 1, j - 1] + (x != y), distance[i - 1, j] + 1, distance[i, j - 1] + 1
            )
    return 1 - distance[-1, -1] / max(len(a), len(b))


def f1(reference, predicted, threshold):
    truth = intervals(reference)
    hits = np.zeros(len(truth), dtype=bool)
    true_positives = false_positives = 0
    for label, begin, end in intervals(predicted):
        ious = np.array([
            (label == other) * max(0, min(end, stop) - max(begin, start)) / (max(end, stop) - min(begin, start))
            for other, start, stop in truth
        ])
        best = int(np.argmax(ious))
        if ious[best] >= threshold and not hits[best]:
            true_positives += 1
            hits[best] = True
        else:
            false_positives += 1
    false_negatives = len(truth) - hits.sum()
    return 2 * true_positives / (2 * true_positives + false_positives + false_negatives)


def boundary(reference, predicted, tolerance):
    a, b = (np.flatnonzero(np.diff(labels)) + 1 for labels in (reference, predicted))
    if len(a) + len(b) == 0:
        return 1.0
    near = (np.abs(a[:, None] - b[None, :]) <= tolerance).astype(float)
    rows, columns = linear_sum_assignment(near, maximize=True)
    return 2 * near[rows, columns].sum() / (len(a) + len(b))


def over(reference, predicted):
    segment_of = np.repeat(np.arange(len(intervals(predicted))), [e - b for _, b, e in intervals(predicted)])
    return sum(e - b - np.bincount(segment_of[b:e]).max() for _, b, e in intervals(reference)) / len(reference)


def matched(reference, predicted):
    counts = np.zeros((6, 6))
    np.add.at(counts, (reference, predicted), 1)
    rows, columns = linear_sum_assignment(counts, maximize=True)
    return int(counts[rows, columns].sum())


print(json.dumps([
    {
        "edit": edit(r, p),
        "f1": [f1(r, p, k) for k in (0.1, 0.25, 0.5)],
        "boundary": boundary(r, p, 2),
        "over": float(over(r, p)),
        "nmi": float(normalized_mutual_info_score(r, p)),
        "ari": float(adjusted_rand_score(r, p)),
        "matched": matched(r, p),
        "kappa": 1.0 if len({*r, *p}) == 1 else float(cohen_kappa_score(r, p)),
    }
    for r, p in cases
]))
