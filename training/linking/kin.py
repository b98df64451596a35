"""Fits which origins of a claim are one in spite of their words, and says how well that goes. Run from the repository's root:

    python training/linking/kin.py ledgers DATA HEARSAY FOLDER
    go test ./internal/provenance -run TestKinForTraining -args -ledgers FOLDER
    python training/linking/kin.py fit DATA FOLDER

`ledgers` has the program HEARSAY read each story set of DATA and of training/stories into a ledger of its own, NAME.json, and writes NAME-gold.json beside it:
the same with the claims that people marked. `fit` leaves each story out in turn, then writes internal/provenance/kin.json, a logistic regression fitted on
all but the development sets. The strength of its prior is chosen on the stories left out. The reader was trained on the stories of DATA, but not on ours.
"""
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
from sklearn.linear_model import LogisticRegression

from sets import DEVELOPMENT, OWN, TRAINING, folder as folder_of

LEARNED = TRAINING + OWN
MODEL = pathlib.Path('internal/provenance/kin.json')
ENOUGH = 0.6


def names():
    """What pairs are compared by, in order."""
    return json.loads(MODEL.read_text())['measures']


def scorer(data):
    sys.path.insert(0, str(data / 'score'))
    import stories
    return stories


def matches(stories, folder, ledger):
    """The gold statements that statements of the ledger stand for: index into the ledger's statements → gold."""
    marked, gold = stories.load(str(folder))
    address = {head['url']: k for k, (head, _, _) in marked.items()}
    name = {a['id']: address.get(a['url']) for a in ledger['articles']}
    wanted = {(s['article'], s['n']): s for s in gold['statements']}
    covered = lambda spans: {i for a, b in spans['content'] or spans['cue'] for i in range(a, b)}
    found = collections.defaultdict(list)
    for j, s in enumerate(ledger['statements']):
        found[name[s['article']]].append((j, covered(s['spans'])))
    out = {}
    for k, (_, _, marks) in marked.items():
        pairs = []
        for n, spans in marks.items():
            if (k, n) in wanted:
                c = covered(spans)
                pairs += [(len(c & d) / len(c | d), n, j) for j, d in found[k] if 2 * len(c & d) >= len(c | d)]
        used = set()
        for _, n, j in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
            if n not in used and j not in out:
                used.add(n)
                out[j] = wanted[k, n]
    return out, gold, name


def ledgers(data, program, folder):
    stories = scorer(data)
    folder.mkdir(parents=True, exist_ok=True)
    for story in LEARNED + DEVELOPMENT:
        source = folder_of(data, story)
        with tempfile.TemporaryDirectory() as at:
            lines, db = pathlib.Path(at, 'a.jsonl'), pathlib.Path(at, 'a.db')
            lines.write_text(''.join(json.dumps(a) + '\n' for a in stories.articles(str(source))))
            subprocess.run([program, 'add', '--ledger', db, '--from', 'jsonl', lines], check=True)
            raw = subprocess.run([program, 'export', '--ledger', db, '--format', 'ledger'], check=True, capture_output=True).stdout
        ledger = json.loads(raw)
        (folder / f'{story}.json').write_text(json.dumps(ledger))
        match, gold, _ = matches(stories, source, ledger)
        for j, s in enumerate(ledger['statements']):
            s['claim'] = match[j]['claim'] if j in match else None
        ledger['claims'] = [dict(id=c['id'], text=c['text'], origins=[], status=[]) for c in gold['claims']]
        (folder / f'{story}-gold.json').write_text(json.dumps(ledger))


def origin_of(gold, stmt):
    """The gold origin that a gold statement rests on, None if that is not plain."""
    here = [o for o in gold['origins'].get(stmt['claim'], []) if stmt['article'] in o['articles']]
    exact = [o for o in here if o['origin'] == stmt['source']]
    if len(exact or here) == 1:
        return (exact or here)[0]['origin']


def rows(stories, data, folder, story, kind):
    """Measures of pairs of origins, and whether they are one."""
    ledger = json.loads((folder / f'{story}{kind}.json').read_text())
    match, gold, _ = matches(stories, folder_of(data, story), ledger)
    claims = collections.defaultdict(collections.Counter)
    of = collections.defaultdict(collections.Counter)
    for j, s in enumerate(ledger['statements']):
        if j in match and match[j]['claim'] and s['claim']:
            claims[s['claim']][match[j]['claim']] += 1
            if match[j]['stance'] in ('asserts', 'confirms', 'commits'):
                origin = origin_of(gold, match[j])
                if origin:
                    of[s['claim'], s['source']][match[j]['claim'], origin] += 1
    x, y = [], []
    for line in (folder / f'{story}{kind}.kin').read_text().splitlines():
        pair = json.loads(line)
        a, b = of[pair['claim'], pair['a']], of[pair['claim'], pair['b']]
        if not a or not b:
            continue
        a, b = a.most_common(1)[0][0], b.most_common(1)[0][0]
        if a[0] == b[0]:
            x.append(pair['x'])
            y.append(a[1] == b[1])
    return np.array(x).reshape(len(x), len(names())), np.array(y, bool)


def train(sets, c):
    x, y = np.concatenate([s[0] for s in sets]), np.concatenate([s[1] for s in sets])
    scale = np.maximum(x.std(0), 0.1)
    m = LogisticRegression(C=c, max_iter=5000).fit(x / scale, y)
    return m.coef_[0] / scale, m.intercept_[0]


def likelihood(model, x):
    return 1 / (1 + np.exp(-(x @ model[0] + model[1])))


def fit(data, folder):
    stories = scorer(data)
    sets = {(s, k): rows(stories, data, folder, s, k) for s in LEARNED + DEVELOPMENT for k in ('', '-gold')}
    best = (9e9, 0)
    for c in (0.01, 0.03, 0.1, 0.3, 1):
        loss, right, one, pairs, said = 0, 0, 0, 0, 0
        for left in LEARNED:
            model = train([sets[s, k] for s in LEARNED if s != left for k in ('', '-gold')], c)
            x, y = sets[left, '']
            p = np.clip(likelihood(model, x), 1e-6, 1 - 1e-6)
            loss -= (np.log(p) * y + np.log(1 - p) * ~y).sum()
            right, one, pairs, said = right + ((p > ENOUGH) & y).sum(), one + y.sum(), pairs + len(y), said + (p > ENOUGH).sum()
        print(f'prior {c}: of {pairs} pairs of unseen stories {one} are one; loss {loss:.1f}, {said} called one, {right} of them right')
        best = min(best, (loss, c))
    model = train([sets[s, k] for s in LEARNED for k in ('', '-gold')], best[1])
    for s in DEVELOPMENT:
        x, y = sets[s, '']
        said = likelihood(model, x) > ENOUGH
        print(f'{s}: of {len(y)} pairs {y.sum()} are one; {said.sum()} called one, {(said & y).sum()} of them right')
    for n, w in sorted(zip(names(), model[0]), key=lambda p: -abs(p[1])):
        print(f'{n:16s} {w:6.2f}')
    MODEL.write_text(json.dumps(dict(measures=names(), weights=[round(float(w), 4) for w in model[0]], bias=round(float(model[1]), 4), enough=ENOUGH), indent=1) + '\n')


if __name__ == '__main__':
    match sys.argv[1:]:
        case ['ledgers', data, program, folder]:
            ledgers(pathlib.Path(data), program, pathlib.Path(folder))
        case ['fit', data, folder]:
            fit(pathlib.Path(data), pathlib.Path(folder))
        case _:
            sys.exit(__doc__)
