"""Scores a reader on PolNeAR dev and the development stories: python -m reader.evaluate --data SHARED --encoder DIR --weights FILE"""
import argparse
import os
import sys

from . import data, decode, model, predict, windows


def dev(shared):
    return {'polnear dev': data.read_jsonl(os.path.join(shared, 'polnear', 'dev.jsonl')),
            **{f'story {s}': data.read_stories(shared, [s]) for s in data.DEV_STORIES}}


def tally(shared, raws, predicted):
    sys.path.insert(0, os.path.join(shared, 'score'))
    import spans
    t = spans.Tally()
    for raw, p in zip(raws, predicted):
        t.add(raw['text'], raw['attributions'], p)
    return t


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('--data', required=True)
    p.add_argument('--encoder', required=True)
    p.add_argument('--weights', required=True)
    p.add_argument('--window', type=int, default=windows.SIZE)
    p.add_argument('--overlap', type=int, default=windows.OVERLAP)
    p.add_argument('--threshold', type=float, default=decode.Prices.threshold)
    a = p.parse_args()
    net = model.build(a.encoder, a.weights).eval()
    vocab = model.Vocabulary(a.encoder)
    prices = decode.Prices(threshold=a.threshold)
    for name, raws in dev(a.data).items():
        docs = [data.cut(vocab, r) for r in raws]
        tally(a.data, raws, [predict.attributions(d, predict.scores(net, vocab, d, a.window, a.overlap), prices) for d in docs]).show(name)


if __name__ == '__main__':
    main()
