"""Trains a reader on annotated text: python -m reader.train --data SHARED --encoder DIR --out FILE.safetensors"""
import argparse
import functools
import glob
import os
import random

import torch

from . import batches, data, fit, model, windows


def annotated(shared, vocab, table=None):
    """Every annotated document, with stance and kind where they are labelled and rows of a table of sentence embeddings where there is one."""
    raw = data.read_jsonl(os.path.join(shared, 'polnear', 'train.jsonl')) + data.read_stories(shared, data.TRAINING_STORIES)
    data.add_labels(raw, labels(shared))
    if table:
        rows = {tuple(k): i for i, k in enumerate(table['keys'])}
        for r in raw:
            for n, a in enumerate(r['attributions'], 1):
                a['vector'] = rows.get((r['id'], n), data.UNLABELLED)
    return [data.cut(vocab, r) for r in raw]


def labels(shared):
    """Files of labels: those of the data folder, and our own."""
    own = os.path.join(os.path.dirname(__file__), '..', 'labels')
    return [os.path.join(shared, 'labels', f) for f in ('train.jsonl', 'rare.jsonl')] + sorted(glob.glob(os.path.join(own, '*.jsonl')))


def forever(epoch):
    while True:
        yield from epoch()


def soft_forever(path, vocab, batch, rng):
    """Batches of windows that reader.label kept."""
    items = []
    for l in torch.load(path, weights_only=True):
        n = len(l['ids'])
        items.append((data.Doc('', '', l['ids'], [], l['shapes']), windows.Window(0, n, 0, n), l))
    while True:
        yield from (batches.SoftBatch(vocab, b) for b in batches.alike(items, batch, rng))


def mixed(streams, shares, rng):
    """Batches of several streams, each with its share."""
    while True:
        yield next(rng.choices(streams, shares)[0])


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('--data', required=True, help='folder with polnear/ and stories/')
    p.add_argument('--encoder', required=True, help='folder of the pre-trained encoder')
    p.add_argument('--weights', help='start from these instead of an untrained head')
    p.add_argument('--out', required=True)
    p.add_argument('--steps', type=int, required=True)
    p.add_argument('--lr', type=float, default=1e-4)
    p.add_argument('--head-lr', type=float, default=1e-3)
    p.add_argument('--window', type=int, default=windows.SIZE)
    p.add_argument('--batch', type=int, default=8)
    p.add_argument('--soft', help="a teacher's labels (reader.label); a student learns from them too")
    p.add_argument('--soft-share', type=float, default=0., help='of the steps')
    p.add_argument('--label-share', type=float, default=0., help='of the steps: windows with a labelled stance')
    p.add_argument('--story-share', type=float, default=0., help='of the steps: windows of one story set')
    p.add_argument('--vectors', help='sentence embeddings of contents (reader.embed)')
    p.add_argument('--seed', type=int, default=1)
    a = p.parse_args()
    torch.manual_seed(a.seed)
    vocab = model.Vocabulary(a.encoder)
    table = torch.load(a.vectors, weights_only=True) if a.vectors else None
    docs = annotated(a.data, vocab, table)
    net = model.build(a.encoder, a.weights)
    print(f'{len(docs)} documents, {sum(len(d.ids) for d in docs)} wordpieces, {sum(x.stance >= 0 for d in docs for x in d.anchors)} labelled stances', flush=True)
    cut = lambda of, seed, *more: forever(functools.partial(of, docs, vocab, a.window, a.batch, random.Random(seed), *more))
    streams = [cut(batches.epoch, a.seed), cut(batches.epoch, a.seed + 3, True), cut(batches.stories, a.seed + 4)]
    shares = [1 - a.soft_share - a.label_share - a.story_share, a.label_share, a.story_share]
    if a.soft:
        streams.append(soft_forever(a.soft, vocab, a.batch, random.Random(a.seed + 1)))
        shares.append(a.soft_share)
    stream = mixed(streams, shares, random.Random(a.seed + 2))
    vectors = table['vectors'].float() if table else None
    fit.fit(net, stream, lambda net, b: batches.loss(net, b, vectors), a.steps, a.lr, a.head_lr,
            a.out + '.checkpoint', log=lambda s: print(s, flush=True))
    model.save(net, a.out)


if __name__ == '__main__':
    main()
