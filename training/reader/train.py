"""Trains a reader on annotated text: python -m reader.train --data SHARED --encoder DIR --out FILE.safetensors"""
import argparse
import os
import random

import torch

from . import batches, data, fit, model, windows


def annotated(shared, vocab):
    raw = data.read_jsonl(os.path.join(shared, 'polnear', 'train.jsonl')) + data.read_stories(shared, data.TRAINING_STORIES)
    return [data.cut(vocab, r) for r in raw]


def forever(docs, vocab, size, batch, rng):
    while True:
        yield from batches.epoch(docs, vocab, size, batch, rng)


def soft_forever(path, vocab, batch, rng):
    """Batches of windows that reader.label kept."""
    items = []
    for l in torch.load(path, weights_only=True):
        n = len(l['ids'])
        items.append((data.Doc('', '', l['ids'], [], l['shapes']), windows.Window(0, n, 0, n), l))
    while True:
        yield from (batches.SoftBatch(vocab, b) for b in batches.alike(items, batch, rng))


def mixed(hard, soft, share, rng):
    """Hard and soft batches, a share of them soft."""
    while True:
        yield next(soft if rng.random() < share else hard)


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
    p.add_argument('--soft-share', type=float, default=.5, help='of the steps')
    p.add_argument('--seed', type=int, default=1)
    a = p.parse_args()
    torch.manual_seed(a.seed)
    vocab = model.Vocabulary(a.encoder)
    docs = annotated(a.data, vocab)
    net = model.build(a.encoder, a.weights)
    print(f'{len(docs)} documents, {sum(len(d.ids) for d in docs)} wordpieces', flush=True)
    stream = forever(docs, vocab, a.window, a.batch, random.Random(a.seed))
    if a.soft:
        stream = mixed(stream, soft_forever(a.soft, vocab, a.batch, random.Random(a.seed + 1)), a.soft_share, random.Random(a.seed + 2))
    fit.fit(net, stream, batches.loss, a.steps, a.lr, a.head_lr,
            a.out + '.checkpoint', log=lambda s: print(s, flush=True))
    model.save(net, a.out)


if __name__ == '__main__':
    main()
