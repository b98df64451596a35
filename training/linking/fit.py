"""Fits the models of the linking package and says how well they do. Run from the repository's root:

    training/linking/ledgers.sh DATA FOLDER
    go test ./internal/linking -run TestMeasuresForTraining -args -measures FOLDER -ledgers FOLDER
    python training/linking/fit.py refer FOLDER
    go test ./internal/linking -run TestMeasuresForTraining -args -measures FOLDER -ledgers FOLDER
    python training/linking/likeness.py DATA MPNET FOLDER
    python training/linking/fit.py pair FOLDER
    python training/linking/fit.py support FOLDER
    python training/linking/fit.py sieve FOLDER

There are story sets of DATA, which the reader was trained on, and sets of our own in training/stories, which it never saw (but for the stances of 18 of them, since). Of the former there are the
marks of people, as they are and misread at random; of the latter what the reader made of them, as ledgers. Beside these there are labelled pairs of real
news, and pairs that meet by chance in a stream of news and are taken for not about one claim.

`refer` fits what a statement refers to within its article: on all training sets for the model, and without a part of them for the sets of that part, so
that the measures of pairs are those of an unseen story. `pair` leaves out a part of the training sets at a time, clusters their statements by the scores of
a model fitted on the others, and prints claim B3 over statements on a claim and over all; then it fits on all of them and scores the development
sets. `support` fits on the scores of unseen stories how links speak for each other. Thresholds are chosen on the sets left out. `sieve` fits a small model to
the scores of the pair model by measures that cost little, and tells how many pairs it lets through and what is lost with the others. All write
internal/linking/model.json.
"""
import json
import pathlib
import sys

import lightgbm
import numpy as np

from sets import DEVELOPMENT, OWN, TRAINING

PARTS = 6                        # that training sets are left out in
MODEL = pathlib.Path('internal/linking/model.json')
LOOSE = ['pairs', 'stream']      # pairs that are of no story
MET = 'met'                      # pairs of news of all sorts, without labels
KEPT = 0.05                      # scores below are as good as none
COPIES = ['', '-0', '-1']         # of each story: as people marked it, and misread as a reader might
JOINING = 0.36                   # only statements that links as strong as this lead to one another can be on one claim
ANSWERING = 0.2                  # the same of who denies, doubts or withholds and what else its article tells; as in answer.go
ROUNDS_OF_SUPPORT = 2
ENOUGH = 0.3                     # nearness from which clusters are joined: the highest that costs little B3 on whole ledgers; origins, counts and status gain by it
SPREAD = 0.75                    # how much clusters must be linked all over: 1 is average linkage, 0 the sum of links; as in cluster.go
PARAMS = dict(objective='binary', num_leaves=15, learning_rate=0.1, min_data_in_leaf=40, lambda_l2=5.0, feature_fraction=0.5, bagging_fraction=0.8,
              bagging_freq=1, num_threads=1, verbose=-1, seed=1, deterministic=True, use_missing=False)
PAIR_PARAMS = dict(PARAMS, num_leaves=31, learning_rate=0.06, extra_trees=True, max_bin=63)
ROUNDS = {'refer': 60, 'pair': 250, 'support': 80, 'sieve': 32}
SIEVE_PARAMS = dict(PARAMS, objective='cross_entropy', num_leaves=16, learning_rate=0.2, min_data_in_leaf=100, max_bin=63, feature_fraction=0.8, bagging_freq=0)
SIEVED = 0.02                    # score of the sieve below which a pair is not looked into
SIEVE_WEIGHTS = {KEPT: 4, 0.2: 12}  # how much pairs count that have a link as strong as this
SIEVE = """vector reach reach_least reach_most heads theme theme_names same_figure same_value other_figure one_figure reach_figure
    article order sentences paragraph nested overlap refers_to source refer short long quotes days assert reject withhold judge act ask stance negated hedged
    early_least early_most""".split()  # the measures that it looks at
SUPPORT_PARAMS = dict(PARAMS, num_leaves=8, min_data_in_leaf=80)
STREAM_WEIGHT = 0.3              # the same of a pair that met by chance
PAIRS_WEIGHT = 10.0              # how much a labelled pair of real news counts against a pair of a story set
SAMPLE = 0.25                    # of the pairs that are not about one claim


def read(folder, name, kind, width):
    raw = np.fromfile(folder / f'{name}.{kind}', np.float32).reshape(-1, width + 3)
    part = dict(name=name, kind=kind, ij=raw[:, :2].astype(int), y=raw[:, 2], x=raw[:, 3:].copy())
    if name not in [*LOOSE, MET]:
        part['claims'] = (folder / f'{name}.claims').read_text().split('\n')[:-1]
        part['refs'] = (folder / f'{name}.refs').read_text().split('\n')[:-1]
        part['articles'] = np.array([line.split('\t')[0] for line in part['refs']])
    if kind == 'pair':
        part['answers'] = answers(folder, part['x'])
    likeness = folder / f'{story(name)}.likeness'
    if kind == 'pair' and likeness.exists() and not name.endswith('-read'):
        part['x'][:, -1] = alike(folder, part, np.fromfile(likeness, np.float32))
    return part


def answers(folder, x):
    """Which pairs of an article are one who denies, doubts or withholds and one who does not."""
    of = dict(zip(json.loads((folder / 'names.json').read_text())['pair'], x.T))
    return (of['article'] > 0) & (of['reject'] + of['withhold'] == 1)


def story(name):
    return name.split('-')[0]


def alike(folder, part, likeness):
    """The cosines of a part's pairs, from those of the story that it is a copy of."""
    if part['name'] == story(part['name']):
        return likeness
    refs = (folder / f"{story(part['name'])}.refs").read_text().split('\n')[:-1]
    m = np.zeros((len(refs), len(refs)), np.float32)
    at = [refs.index(r) for r in part['refs']]
    for k, (i, j) in enumerate((i, j) for i in range(len(refs)) for j in range(i)):
        m[i, j] = m[j, i] = likeness[k]
    i, j = part['ij'].T
    return m[np.ix_(at, at)][i, j]


def weights(part):
    """Pairs of large claims count less, so that no one claim rules."""
    if part['name'] in LOOSE:
        return np.full(len(part['y']), dict(pairs=PAIRS_WEIGHT, stream=STREAM_WEIGHT)[part['name']])
    size = {c: part['claims'].count(c) for c in set(part['claims'])}
    w = np.ones(len(part['y']))
    if part['kind'] == 'pair':
        for k in np.flatnonzero(part['y']):
            w[k] = min(1, 12 / size[part['claims'][part['ij'][k, 0]]])
    return w


def fit(parts, rounds, params=PARAMS):
    rng = np.random.default_rng(0)
    xs, ys, ws = [], [], []
    for p in parts:
        always = (p['y'] > 0) | (p['name'] in LOOSE) | (p['kind'] == 'refer')
        keep = always | (rng.random(len(p['y'])) < SAMPLE)
        w = weights(p) * np.where(always, 1, 1 / SAMPLE)
        xs.append(p['x'][keep])
        ys.append(p['y'][keep])
        ws.append(w[keep])
    return lightgbm.train(params, lightgbm.Dataset(np.concatenate(xs), np.concatenate(ys), weight=np.concatenate(ws)), rounds)


def cluster(m, enough, spread=SPREAD):
    """Agglomerates on a matrix of scores: the number of each statement's cluster."""
    n = len(m)
    sums, size, label = m.copy(), np.ones(n), [[i] for i in range(n)]
    np.fill_diagonal(sums, -1e9)
    while True:
        mean = sums / (size[:, None] * size[None, :]) ** spread
        a, b = sorted(divmod(int(np.argmax(mean)), n))
        if mean[a, b] < enough:
            break
        sums[a] += sums[b]
        sums[:, a] += sums[:, b]
        sums[a, a] = -1e9
        sums[b] = sums[:, b] = -1e9
        size[a] += size[b]
        label[a], label[b] = label[a] + label[b], None
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


def forest(booster, names):
    trees = []
    for t in booster.dump_model()['tree_info']:
        tree = dict(measure=[], threshold=[], left=[], right=[], leaf=[])

        def walk(node):
            if 'leaf_value' in node:
                tree['leaf'].append(round(node['leaf_value'], 5))
                return ~(len(tree['leaf']) - 1)
            k = len(tree['measure'])
            tree['measure'].append(node['split_feature'])
            tree['threshold'].append(float(f"{node['threshold']:.6g}"))
            tree['left'].append(0)
            tree['right'].append(0)
            tree['left'][k] = walk(node['left_child'])
            tree['right'][k] = walk(node['right_child'])
            return k
        walk(t['tree_structure'])
        trees.append(tree)
    return dict(measures=names, bias=0, trees=trees)


def average(y, score):
    """Average precision."""
    y = y[np.argsort(-score, kind='stable')]
    return float((y * (np.cumsum(y) / np.arange(1, len(y) + 1))).sum() / y.sum())


def copies(names):
    return [n + c for n in names for c in COPIES]


def variants(names):
    """What there is of story sets to fit pairs on."""
    return [v for n in names for v in (copies([n]) if n in TRAINING else [n + '-read'])]


def left_out():
    """The training sets in parts."""
    return [[*TRAINING, *OWN][k::PARTS] for k in range(PARTS)]


def others(parts, left=()):
    """What to fit on where stories are left out."""
    return [p for n, p in parts.items() if story(n) in [*TRAINING, *OWN, *LOOSE] and story(n) not in left]


def refer(folder, names, parts):
    every, found = [parts[n] for n in copies([*TRAINING, *OWN])], []
    for left in left_out():
        booster = fit([p for p in every if story(p['name']) not in left], ROUNDS['refer'])
        for name in left:
            found.append(average(parts[name]['y'], booster.predict(parts[name]['x'])))
            (folder / f'refer-{name}.json').write_text(json.dumps(forest(booster, names)))
    booster = fit(every, ROUNDS['refer'])
    dev = [average(parts[n]['y'], booster.predict(parts[n]['x'])) for n in DEVELOPMENT]
    print(f'average precision of antecedents: left out {100 * np.mean(found):.1f}, development {100 * np.mean(dev):.1f}')
    importance(booster, names)
    update(refer=forest(booster, names))


def pair(folder, names, parts):
    """With the reader's vectors; and for statements that have none, of which no scores are told."""
    bare = {n: dict(p, x=np.concatenate([p['x'][:, :-1], np.zeros((len(p['x']), 1), np.float32)], 1)) for n, p in parts.items()}
    plain = fit(others(bare), ROUNDS['pair'], PAIR_PARAMS)
    booster, scores = unseen(parts)
    print(f"of pairs that met by chance {100 * np.mean(booster.predict(parts['stream']['x']) >= JOINING):.2f} % would be sure")
    stories = {n: p for n, p in parts.items() if n not in LOOSE}
    choose(stories, {n: np.where(linked(parts[n], s), s, 0) for n, s in scores.items()})
    np.savez(folder / 'scores.npz', **scores)
    importance(booster, names)
    update(pair=forest(booster, names), plain=forest(plain, names), joining=JOINING, doubtful=KEPT)


def unseen(parts):
    """A model of pairs on all training sets, and the scores that models without them give each, the development sets by the whole model."""
    scores = {}
    for left in left_out():
        booster = fit(others(parts, left), ROUNDS['pair'], PAIR_PARAMS)
        scores.update({n: booster.predict(parts[n]['x']) for n in variants(left)})
    booster = fit(others(parts), ROUNDS['pair'], PAIR_PARAMS)
    scores.update({n: booster.predict(parts[n]['x']) for n in variants(DEVELOPMENT)})
    print('average precision', *(f"{n} {100 * average(parts[n]['y'], scores[n]):.1f}" for n in scores if not n[-1].isdigit()))
    return booster, scores


def support(folder, names, parts):
    """On the scores that `pair` gave to stories it had not seen, again and again."""
    parts = {n: p for n, p in parts.items() if n not in LOOSE}
    scores, forests = dict(np.load(folder / 'scores.npz')), []
    for n, p in parts.items():
        p['linked'] = linked(p, scores[n])
    for _ in range(ROUNDS_OF_SUPPORT):
        for n, p in parts.items():
            p['x'] = supports(p, np.where(p['linked'], scores[n], 0))
        every = {n: dict(p, **{k: p[k][p['linked']] for k in ('x', 'y', 'ij')}) for n, p in parts.items()}
        booster = fit(others(every), ROUNDS['support'], SUPPORT_PARAMS)
        of = {n: booster for n in DEVELOPMENT}
        for left in left_out():
            of.update(dict.fromkeys(left, fit(others(every, left), ROUNDS['support'], SUPPORT_PARAMS)))
        scores = {n: np.where(p['linked'], of[story(n)].predict(p['x']), 0) for n, p in parts.items()}
        forests.append(forest(booster, names))
        importance(booster, names)
    np.savez(folder / 'supported.npz', **scores)
    print(f'best for B3 alone: enough {choose(parts, scores)}')
    update(support=forests, enough=ENOUGH)


def linked(part, score):
    """The pairs that have a link and are of one component."""
    component = list(range(len(part['claims'])))

    def top(i):
        while component[i] != i:
            i = component[i]
        return i
    for i, j in part['ij'][(score >= JOINING) | (score >= ANSWERING) & part['answers']]:
        component[top(i)] = top(j)
    tops = np.array([top(i) for i in range(len(component))])
    i, j = part['ij'].T
    return (score >= KEPT) & (tops[i] == tops[j])


def matrix(part, score):
    n = len(part['claims'])
    m = np.zeros((n, n))
    i, j = part['ij'].T
    m[i, j] = m[j, i] = score
    return m


def supports(part, score):
    """What support.go works out, for every pair."""
    n = len(part['claims'])
    i, j = part['ij'].T
    m = matrix(part, score)
    article = part['articles']
    same = article[:, None] == article[None]
    third, thirds, via, rank = (np.zeros((n, n)) for _ in range(4))
    for a in range(n):
        weaker = np.minimum(m[a][None], m)
        third[a], thirds[a] = weaker.max(1), np.sort(weaker, 1)[:, -3]
        via[a] = np.where(same[a][None], m[a][None] * m, 0).max(1)
        rank[a] = ((m[a][None] > m[a][:, None]) & same).sum(1)
    whole = m + np.eye(n)
    length = np.sqrt((whole ** 2).sum(1))
    best, degree = m.max(1) + 1e-9, m.sum(1)

    def both(x, y):
        return [np.minimum(x, y), np.maximum(x, y)]
    columns = [m[i, j], (whole @ whole)[i, j] / length[i] / length[j], third[i, j], thirds[i, j], *both(via[i, j], via[j, i]),
               *both(m[i, j] / best[i], m[i, j] / best[j]), *both(best[i], best[j]), *both(rank[i, j], rank[j, i]), *both(degree[i], degree[j]), same[i, j]]
    return np.stack(columns, 1).astype(np.float32)


def choose(parts, scores):
    """The threshold of clustering that is best on the sets left out as the reader read them, and what it gives."""
    best = (0, 0)
    for enough in np.arange(0.2, 0.66, 0.04):
        mean = {}
        for kind, names in (('marked', TRAINING), ('misread', copies(TRAINING)), ('read', variants(OWN)), ('development', variants(DEVELOPMENT))):
            got = [evaluate(parts[n], scores[n], enough) for n in names if kind != 'misread' or n[-1].isdigit()]
            mean[kind] = tuple(100 * np.mean([g[k][0] for g in got]) for k in (0, 1))
        print(f'enough {enough:.2f}:', *('%s %.1f/%.1f' % (k, *m) for k, m in mean.items()))
        on, both = mean['read']
        best = max(best, (on + 2 * both, enough))  # a false join is worse than one that is missing
    for n in [*TRAINING, *variants([*OWN, *DEVELOPMENT])]:
        (on, p, r), (both, pa, ra) = evaluate(parts[n], scores[n], best[1])
        print(f'{n:10s} on a claim {100 * on:.1f} ({100 * p:.0f}/{100 * r:.0f}), all {100 * both:.1f} ({100 * pa:.0f}/{100 * ra:.0f})')
    return round(float(best[1]), 3)


def sieve(folder, names, parts):
    """On the scores of the pair model, whose forest is read back."""
    model = json.loads(MODEL.read_text())['pair']
    at = [names.index(n) for n in SIEVE]
    seen = [p for n, p in parts.items() if story(n) not in DEVELOPMENT]
    y = np.concatenate([scored(model, p['x']) for p in seen])
    w = np.ones(len(y))
    for score, weight in SIEVE_WEIGHTS.items():
        w[y >= score] = weight
    booster = lightgbm.train(SIEVE_PARAMS, lightgbm.Dataset(np.concatenate([p['x'][:, at] for p in seen]), y, weight=w), ROUNDS['sieve'])
    for n in (*variants(DEVELOPMENT), MET):
        through, score = booster.predict(parts[n]['x'][:, at]) >= SIEVED, scored(model, parts[n]['x'])
        lost = ', '.join(f'{100 * (1 - through[score >= s].mean()):.2f} % from {s}' for s in (0.05, 0.1, 0.2, 0.3))
        print(f'{n}: {100 * through.mean():.0f} % go through; lost of the links {lost}')
    importance(booster, SIEVE)
    update(sieve=forest(booster, SIEVE), sieved=SIEVED)


def scored(model, x):
    """What a forest of model.json makes of measures."""
    total = np.full(len(x), float(model['bias']))
    for t in model['trees']:
        measure, threshold, left, right, leaf = (np.array(t[k]) for k in ('measure', 'threshold', 'left', 'right', 'leaf'))
        at = np.full(len(x), 0 if len(measure) else -1)
        while (inner := np.flatnonzero(at >= 0)).size:
            here = at[inner]
            at[inner] = np.where(x[inner, measure[here]] <= threshold[here], left[here], right[here])
        total += leaf[~at]
    return 1 / (1 + np.exp(-total))


def importance(booster, names):
    gain = booster.feature_importance('gain')
    print(', '.join(f'{names[i]} {100 * gain[i] / gain.sum():.1f}' for i in np.argsort(-gain)[:32]))


def update(**parts):
    model = json.loads(MODEL.read_text())
    model.update(parts)
    MODEL.write_text(json.dumps(model, separators=(',', ':')) + '\n')


if __name__ == '__main__':
    if len(sys.argv) != 3 or sys.argv[1] not in ROUNDS:
        sys.exit(__doc__)
    step, where = sys.argv[1], pathlib.Path(sys.argv[2])
    columns = json.loads((where / 'names.json').read_text())
    kind = 'refer' if step == 'refer' else 'pair'
    sets = copies([*TRAINING, *OWN]) + DEVELOPMENT if step == 'refer' else variants([*TRAINING, *OWN, *DEVELOPMENT]) + LOOSE
    sets += [MET] if step == 'sieve' else []
    dict(refer=refer, pair=pair, support=support, sieve=sieve)[step](where, columns.get(step, columns['pair']), {n: read(where, n, kind, len(columns[kind])) for n in sets})
