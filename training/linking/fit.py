"""Fits the pair model of the linking package and says how well it does.

    go test ./internal/linking -run TestMeasuresForTraining -args -measures FOLDER
    python training/linking/fit.py FOLDER [MODEL.json]

Leaves each training set out in turn, clusters its statements by the scores of a model fitted on the others, and prints claim B3 over
statements on a claim and over all; then fits on all of them, scores the development sets and writes the model. Thresholds are chosen on the
sets left out.
"""
import json, pathlib, sys

import lightgbm
import numpy as np

TRAINING = 'wildfire merger outbreak ceasefire custody chips doping'.split()
DEVELOPMENT = ['tanker', 'breach']
ABSENT = 0.01                    # score of pairs that are not worth keeping, as in cluster.go
PARAMS = dict(objective='binary', num_leaves=15, learning_rate=0.1, min_data_in_leaf=40, lambda_l2=5.0, feature_fraction=0.5,
              bagging_fraction=0.8, bagging_freq=1, num_threads=1, verbose=-1, seed=1, deterministic=True, use_missing=False)
ROUNDS = 120
PAIRS_WEIGHT = 3.0               # how much a labelled pair of real news counts against a pair of a story set


def read(folder, name, width):
    raw = np.fromfile(folder / f'{name}.f32', np.float32).reshape(-1, width + 3)
    claims = (folder / f'{name}.claims').read_text().split('\n')[:-1] if name != 'pairs' else None
    return dict(name=name, ij=raw[:, :2].astype(int), y=raw[:, 2], x=raw[:, 3:], claims=claims)


def weights(part):
    """Pairs of large claims count less, so that no one claim rules; all pairs of a set count alike in sum."""
    if part['name'] == 'pairs':
        return np.full(len(part['y']), PAIRS_WEIGHT)
    size = {c: part['claims'].count(c) for c in set(part['claims'])}
    w = np.ones(len(part['y']))
    for k in np.flatnonzero(part['y']):
        w[k] = min(1, 12 / size[part['claims'][part['ij'][k, 0]]])
    return w


def fit(parts, params=PARAMS, rounds=ROUNDS):
    rng = np.random.default_rng(0)
    xs, ys, ws = [], [], []
    for p in parts:
        keep = (p['y'] > 0) | (rng.random(len(p['y'])) < 0.35) | (p['name'] == 'pairs')
        w = weights(p) * np.where((p['y'] > 0) | (p['name'] == 'pairs'), 1, 1 / 0.35)
        xs.append(p['x'][keep]); ys.append(p['y'][keep]); ws.append(w[keep])
    data = lightgbm.Dataset(np.concatenate(xs), np.concatenate(ys), weight=np.concatenate(ws))
    return lightgbm.train(params, data, rounds)


def matrix(part, score):
    n = len(part['claims'])
    m = np.full((n, n), ABSENT)
    i, j = part['ij'].T
    m[i, j] = m[j, i] = score
    return m


def cluster(m, enough):
    """Average linkage on a matrix of scores: the number of each statement's cluster."""
    n = len(m)
    sums, size, label = m.copy(), np.ones(n), [[i] for i in range(n)]
    np.fill_diagonal(sums, -1e9)
    alive = np.ones(n, bool)
    while True:
        mean = sums / size[:, None] / size[None, :]
        k = np.argmax(mean); a, b = divmod(k, n)
        if mean[a, b] < enough:
            break
        a, b = min(a, b), max(a, b)
        sums[a] += sums[b]; sums[:, a] += sums[:, b]; sums[a, a] = -1e9
        sums[b] = sums[:, b] = -1e9
        size[a] += size[b]; label[a] += label[b]; label[b] = None
    out = np.zeros(n, int)
    for c, members in enumerate(label):
        for i in members or []:
            out[i] = c
    return out


def bcubed(gold, found):
    gold, found = np.asarray(gold), np.asarray(found)
    g, f = gold[:, None] == gold[None], found[:, None] == found[None]
    both = (g & f).sum(1)
    p, r = (both / f.sum(1)).mean(), (both / g.sum(1)).mean()
    return 2 * p * r / (p + r), p, r


def evaluate(part, score, enough):
    found = cluster(matrix(part, score), enough)
    gold = [c or f'none {i}' for i, c in enumerate(part['claims'])]
    on = [i for i, c in enumerate(part['claims']) if c]
    return bcubed([gold[i] for i in on], found[on]), bcubed(gold, found)


def export(booster, names, path, **more):
    trees = []
    for t in booster.dump_model()['tree_info']:
        tree = dict(measure=[], threshold=[], left=[], right=[], leaf=[])

        def walk(node):
            if 'leaf_value' in node:
                tree['leaf'].append(round(node['leaf_value'], 5))
                return ~(len(tree['leaf']) - 1)
            k = len(tree['measure'])
            tree['measure'].append(node['split_feature']); tree['threshold'].append(float(f"{node['threshold']:.6g}"))
            tree['left'].append(0); tree['right'].append(0)
            tree['left'][k] = walk(node['left_child']); tree['right'][k] = walk(node['right_child'])
            return k
        walk(t['tree_structure'])
        trees.append(tree)
    path.write_text(json.dumps(dict(measures=names, bias=0, weights=[], trees=trees, **more), separators=(',', ':')) + '\n')


def main(folder, out=None):
    folder = pathlib.Path(folder)
    names = json.loads((folder / 'measures.json').read_text())
    parts = {n: read(folder, n, len(names)) for n in [*TRAINING, *DEVELOPMENT, 'pairs']}
    scores = {}
    for left in TRAINING:
        scores[left] = fit([parts[n] for n in [*TRAINING, 'pairs'] if n != left]).predict(parts[left]['x'])
    best = None
    for enough in np.arange(0.2, 0.62, 0.04):
        got = [evaluate(parts[n], scores[n], enough) for n in TRAINING]
        on, both = np.mean([g[0][0] for g in got]), np.mean([g[1][0] for g in got])
        print(f'enough {enough:.2f}: on a claim {100*on:.1f}, all {100*both:.1f}')
        if best is None or on + both > best[0]:
            best = on + both, enough
    enough = best[1]
    booster = fit([parts[n] for n in [*TRAINING, 'pairs']])
    for n in DEVELOPMENT:
        scores[n] = booster.predict(parts[n]['x'])
    for n in [*TRAINING, *DEVELOPMENT]:
        (on, p, r), (both, pa, ra) = evaluate(parts[n], scores[n], enough)
        print(f'{n:10s} on a claim {100*on:.1f} ({100*p:.0f}/{100*r:.0f}), all {100*both:.1f} ({100*pa:.0f}/{100*ra:.0f})')
    gain = booster.feature_importance('gain')
    print(', '.join(f'{names[i]} {gain[i]/gain.sum():.3f}' for i in np.argsort(-gain)[:30]))
    np.savez(folder / 'scores.npz', **scores)
    if out:
        export(booster, names, pathlib.Path(out), sure=0.5, doubtful=0.2, enough=round(float(enough), 3))


if __name__ == '__main__':
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(*sys.argv[1:])
