"""Lets a teacher label raw text softly: python -m reader.label --data SHARED --teacher ENCODER WEIGHTS --out FILE.pt --articles 900

Keeps of every window the probability of a cue at each wordpiece and, for each wordpiece that may be a cue, the probabilities of the roles.
"""
import argparse
import os
import random

import torch

from . import batches, data, model, windows



def choose(raws, count, rng):
    """Articles of ordinary length, drawn at random, each text once."""
    unique = {r['text']: r for r in raws if 150 <= len(r['text'].split()) <= 1500}
    chosen = sorted(unique.values(), key=lambda r: r['id'])
    rng.shuffle(chosen)
    return chosen[:count]


class Teacher:
    def __init__(self, encoder, weights):
        self.net, self.vocab = model.build(encoder, weights).eval(), model.Vocabulary(encoder)

    def project(self, items):
        """[(doc, window)] -> the window's projections and the probability of a cue [B,T], special wordpieces included."""
        b = batches.Batch(self.vocab, items)
        projected = self.net.project(self.net.encode(b.ids, b.shapes, b.mask))
        return projected, projected[0].float().softmax(-1)[..., 1]

    def roles(self, projected, i, n, pos):
        """Role probabilities [N,n,6] of window i, n wordpieces long, for cues at pos."""
        one = [x[i:i + 1, :n + 2] for x in projected]
        return self.net.roles(one, torch.zeros_like(pos), pos + 1).float().softmax(-1)[:, 1:n + 1]


def label(teachers, items, floor):
    """[(doc, window)] -> their soft labels: the mean of what the teachers say."""
    mean = lambda xs: torch.stack(xs).mean(0)
    with torch.no_grad(), torch.autocast('cpu', dtype=torch.bfloat16):
        seen = [t.project(items) for t in teachers]
        out = []
        for i, (_, w) in enumerate(items):
            n = w.hi - w.lo
            p = mean([cue[i, 1:n + 1] for _, cue in seen])
            pos = torch.where(p > floor)[0]
            roles = torch.zeros(0, n, 6)
            if len(pos):
                roles = mean([t.roles(projected, i, n, pos) for t, (projected, _) in zip(teachers, seen)])
            out.append({'cue': p.half(), 'pos': pos, 'roles': roles.half()})
    return out


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('--data', required=True)
    p.add_argument('--teacher', nargs=2, action='append', required=True, metavar=('ENCODER', 'WEIGHTS'), help='several give the mean of their labels')
    p.add_argument('--out', required=True)
    p.add_argument('--articles', type=int, default=900)
    p.add_argument('--window', type=int, default=windows.SIZE)
    p.add_argument('--floor', type=float, default=.15)
    p.add_argument('--seed', type=int, default=1)
    a = p.parse_args()
    rng = random.Random(a.seed)
    teachers = [Teacher(*t) for t in a.teacher]
    vocab = teachers[0].vocab  # wordpieces are the same for all
    raws = choose(data.read_jsonl(os.path.join(a.data, 'unlabelled', 'news.jsonl.gz')), a.articles, rng)
    docs = [data.cut(vocab, {'id': r['id'], 'text': r['text']}) for r in raws]
    items = sorted(((d, w) for d in docs for w in windows.shifted(d.shapes, a.window, rng)), key=lambda x: x[1].hi - x[1].lo)
    kept = []
    for k in range(0, len(items), 16):
        some = items[k:k + 16]
        for (d, w), l in zip(some, label(teachers, some, a.floor)):
            kept.append({'ids': d.ids[w.lo:w.hi], 'shapes': d.shapes[w.lo:w.hi], **l})
        if k % 320 == 0:
            print(f'{k}/{len(items)} windows', flush=True)
    torch.save(kept, a.out)


if __name__ == '__main__':
    main()
