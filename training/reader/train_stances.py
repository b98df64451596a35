"""Trains the stance branch on a frozen reader: python -m reader.train_stances --data SHARED --encoder DIR --graphs models/reader --out FILE.safetensors

What it adds to the table of cues is learned, so the table is asked first: go test ./internal/reader/stance -run TestTableForTraining.
"""
import argparse
import json
import os
import pathlib
import random
import subprocess
import tempfile
from dataclasses import dataclass

import numpy as np
import onnxruntime
import torch
import torch.nn.functional as F

from . import data, fit, model, stances, windows
from .batches import alike
from .train import forever, labels

ROOT = pathlib.Path(__file__).parents[2]
TRAINING = os.path.join(ROOT, 'training')
OWN = os.path.join(TRAINING, 'stories')
UNSEEN = 6    # of our own story sets, the last ones, are not learned from
TABLE = .8    # the weight of the table of cues beside the branch: ruleWeight in internal/reader/stance
SECOND = .3   # how much of an attribution's stance belongs to another that is truly close


def documents(shared, vocab, without):
    """-> annotated articles, news (attributions that a reader was unsure of twice) and stories to learn from, and what to score: the labelled
    attributions of the development part of PolNeAR, and of stories."""
    annotated = data.read_jsonl(os.path.join(shared, 'polnear', 'train.jsonl'))
    data.add_labels(annotated, labels(shared))
    read = lambda name: [] if name in without else data.read_news(shared, os.path.join(TRAINING, 'labels', name + '.jsonl.gz'))
    news = read('news') + 2 * read('unsure')
    own = sorted(name for name in os.listdir(OWN) if os.path.isdir(os.path.join(OWN, name)))
    stories = data.read_stories(shared, data.TRAINING_STORIES) + ([] if 'own' in without else data.read_stories(shared, own[:-UNSEEN], OWN))
    scored = data.read_jsonl(os.path.join(shared, 'polnear', 'dev.jsonl'))
    data.add_labels(scored, [os.path.join(shared, 'labels', 'dev.jsonl')])
    development, unseen = data.read_stories(shared, data.DEV_STORIES), data.read_stories(shared, own[-UNSEEN:], OWN)
    ask_table(annotated + news + stories + scored + development + unseen)
    cut = lambda raws: [data.cut(vocab, r) for r in raws]
    return cut(annotated), cut(news), cut(stories), {'labels dev': cut(scored), 'development stories': cut(development), 'unseen stories of our own': cut(unseen)}


def ask_table(raws):
    """Puts into each attribution what the table of cues says of its stance, as `prior`."""
    with tempfile.TemporaryDirectory() as folder:
        given, got = os.path.join(folder, 'attributions.jsonl'), os.path.join(folder, 'table.jsonl')
        with open(given, 'w', encoding='utf8') as f:
            f.writelines(json.dumps({'text': r['text'], 'attributions': [{k: a[k] for k in ('source', 'cue', 'content')} for a in r['attributions']]}) + '\n' for r in raws)
        subprocess.run(['go', 'test', './internal/reader/stance', '-count', '1', '-run', 'TestTableForTraining', '-args', '-attributions', given, '-table', got],
                       cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        for r, scores in zip(raws, data.read_jsonl(got), strict=True):
            for a, prior in zip(r['attributions'], scores, strict=True):
                a['prior'] = prior


@dataclass
class Seen:
    """A window of a document after the frozen layers, with its labelled attributions."""
    states: torch.Tensor  # [T,h], half precision
    pos: torch.Tensor     # [N]
    roles: torch.Tensor   # [N,T]
    stance: torch.Tensor  # [N,9], probabilities
    prior: torch.Tensor   # [N,9], log odds


def look(docs, vocab, encoder, cut):
    """[Doc] -> [(Doc, Window, Seen)]"""
    out = []
    for d in docs:
        for w in cut(d.shapes):
            mine = [a for a in d.anchors if w.own_lo <= a.pos < w.own_hi and a.stance >= 0]
            if not mine:
                continue
            ids, shapes = vocab.row(d, w)
            states, = encoder.run(['middle'], {'ids': np.array([ids]), 'shapes': np.array([shapes])})
            part = torch.tensor([0, stances.SOURCE, stances.SOURCE, stances.CUE, stances.CONTENT, stances.CONTENT], dtype=torch.uint8)
            roles = F.pad(part[torch.tensor([data.role_labels(a, w.lo, w.hi) for a in mine])], (1, 1))
            out.append((d, w, Seen(torch.tensor(states[0]).half(), torch.tensor([a.pos - w.lo + 1 for a in mine]), roles,
                                   torch.stack([target(a) for a in mine]), torch.tensor([a.prior for a in mine]))))
    return out


def target(a):
    t = torch.zeros(len(data.STANCES))
    t[a.stance] = 1.
    if a.second >= 0 and a.second != a.stance:
        t[a.stance], t[a.second] = 1 - SECOND, SECOND
    return t


class Batch:
    def __init__(self, items):
        seen = [s for _, _, s in items]
        T = max(len(s.states) for s in seen)
        widen = lambda x: F.pad(x, (0, T - x.shape[-1]))
        self.states = torch.stack([widen(s.states.float().t()).t() for s in seen])
        self.mask = torch.stack([widen(torch.ones(len(s.states), dtype=torch.bool)) for s in seen])
        self.row = torch.cat([torch.full((len(s.pos),), i) for i, s in enumerate(seen)])
        self.roles = torch.cat([widen(s.roles) for s in seen])
        self.pos, self.stance, self.prior = (torch.cat([getattr(s, k) for s in seen]) for k in ('pos', 'stance', 'prior'))


def scores(net, b):
    return net(b.states, b.mask, b.row, b.pos, b.roles).float() + TABLE * b.prior


def loss(net, b):
    return F.cross_entropy(scores(net, b), b.stance, label_smoothing=.05)


def accuracy(net, items, batch):
    """Percent of the attributions whose stance is right, at annotated spans."""
    right = n = 0
    with torch.no_grad(), torch.autocast('cpu', dtype=torch.bfloat16):
        for i in range(0, len(items), batch):
            b = Batch(items[i:i + batch])
            right += int((scores(net, b).argmax(-1) == b.stance.argmax(-1)).sum())
            n += len(b.pos)
    return 100 * right / n, n


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('--data', required=True)
    p.add_argument('--encoder', required=True, help='folder of the pre-trained encoder, for its tokenizer')
    p.add_argument('--graphs', required=True, help='folder of the exported reader')
    p.add_argument('--weights', help='go on from these')
    p.add_argument('--without', nargs='*', default=[], choices=['news', 'unsure', 'own'],
                   help='leave out the labelled news, those of them that were chosen because a reader was unsure of them, or our own stories')
    p.add_argument('--out', required=True)
    p.add_argument('--steps', type=int, required=True)
    p.add_argument('--lr', type=float, default=1e-4)
    p.add_argument('--head-lr', type=float, default=5e-4)
    p.add_argument('--batch', type=int, default=8)
    p.add_argument('--seed', type=int, default=1)
    a = p.parse_args()
    torch.manual_seed(a.seed)
    vocab, graph = model.Vocabulary(a.encoder), os.path.join(a.graphs, 'encoder.onnx')
    encoder = onnxruntime.InferenceSession(graph)
    annotated, news, stories, scored = documents(a.data, vocab, a.without)
    rng = random.Random(a.seed)
    elsewhere = lambda shapes: windows.shifted(shapes, windows.SIZE, rng)
    items = [w for docs, cuts in ((annotated, [windows.cut, elsewhere]), (news, [windows.cut]), (stories, [windows.cut] + 5 * [elsewhere]))
             for cut in cuts for w in look(docs, vocab, encoder, cut)]
    scored = {name: look(docs, vocab, encoder, windows.cut) for name, docs in scored.items()}
    print(f'{len(items)} windows, {sum(len(s.pos) for _, _, s in items)} labelled attributions in them', flush=True)
    net = stances.Branch()
    if a.weights:
        model.load(net, a.weights)
    else:
        stances.start_from(net, graph)
    stream = forever(lambda: (Batch(b) for b in alike(items, a.batch, rng)))
    fit.fit(net, stream, loss, a.steps, a.lr, a.head_lr, a.out + '.checkpoint', decay=.8, every=500, log=lambda s: print(s, flush=True))
    for name, some in scored.items():
        print('%s: %.1f %% of %d right' % (name, *accuracy(net, some, a.batch)))
    model.save(net, a.out)


if __name__ == '__main__':
    main()
