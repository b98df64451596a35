"""Writes what the Go reader must equal: python -m reader.golden --data SHARED --encoder DIR --graphs models/reader --out internal/reader/testdata

wordpieces.json: for every PolNeAR dev article and bundled story article, how many wordpieces there are and a hash of their ids, offsets and shapes.
spans.json: for twenty of them, the attributions that this pipeline finds with the same ONNX graphs, and the stance that the network gives each. Offsets only:
no text of others is kept.
"""
import argparse
import hashlib
import json
import os

import numpy as np
import onnxruntime

from . import data, decode, model, windows
from .data import O, STANCES

NEAR = 144               # as in internal/reader/encoder
FARTHEST = NEAR // 2 - 8  # as in internal/reader/attribution


class Graphs:
    """The exported graphs, run by ONNX Runtime's Python package."""

    def __init__(self, folder):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.encoder, self.roles, self.stances = (onnxruntime.InferenceSession(os.path.join(folder, f), options) for f in ('encoder.onnx', 'roles.onnx', 'stances.onnx'))

    def attributions(self, vocab, doc, prices):
        """As predict.attributions, each with the stance that the network alone would give it."""
        out, stances = [], []
        for w in windows.cut(doc.shapes):
            ids, shapes = vocab.row(doc, w)
            states, middle, cue = self.encoder.run(None, {'ids': np.array([ids]), 'shapes': np.array([shapes])})
            p = 1 / (1 + np.exp(-cue[0, 1:-1].astype(np.float64)))
            pos = np.array([k for k in range(w.own_lo - w.lo, w.own_hi - w.lo) if p[k] >= prices.threshold], dtype=np.int64)
            for k, logp in zip(pos, self.label(states, pos, prices) if len(pos) else ()):
                roles = decode.roles(logp, prices)
                a = decode.attribution(roles, k, w.lo, doc)
                if (a['cue'] or a['content']) and a not in out:
                    out.append(a)
                    stance = self.stances.run(None, {'middle': middle, 'pos': np.array([k + 1]), 'roles': np.array([[O, *roles, O]])})[0]
                    stances.append(STANCES[stance[0].argmax()])
        return [{**a, 'stance': s} for a, s in zip(out, stances)]

    def label(self, states, pos, prices):
        """Log probabilities of the roles: of the wordpieces near each cue, then, for cues whose roles reach far, of the whole window."""
        score = lambda pos, near: self.roles.run(['logp'], {'states': states, 'pos': pos + 1, 'near': np.array([near])})[0][:, 1:-1]
        logp = score(pos, NEAR)
        far = [i for i, k in enumerate(pos) if any(r != O and abs(j - k) > FARTHEST for j, r in enumerate(decode.roles(logp[i], prices)))]
        if far:
            logp[far] = score(pos[far], states.shape[1])
        return logp


def digest(doc):
    h = hashlib.sha256()
    for i, (s, e), shape in zip(doc.ids, doc.offsets, doc.shapes):
        h.update(f'{i} {s} {e} {shape}\n'.encode())
    return {'id': doc.id, 'wordpieces': len(doc.ids), 'sha256': h.hexdigest()}


ODD = ['“We can’t confirm,” said Ms. O’Neil—who DENIED it naïvely. [SEP] [UNK] 5\u200b%', 'İstanbul’da 日本語 한국어 e\u0301té ﬁne ǅ 🙂🏽 \u202eabc\u202c €5m £3 ½',
       'a' * 101 + ' ' + 'b' * 100, 'x\x00y\x07z\ufffdw \xa0\u2003wide\u3000space', '\n\n  Leading. \r\nLine\r two\u2028three', '', '...', 'Ωμέγα Ελλάδα ΣΊΣΥΦΟΣ Straße ẞ']


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('--data', required=True)
    p.add_argument('--encoder', required=True)
    p.add_argument('--graphs', required=True)
    p.add_argument('--stories', required=True, help='testdata/stories')
    p.add_argument('--out', required=True)
    a = p.parse_args()
    vocab = model.Vocabulary(a.encoder)
    stories = [{**r, 'id': f'{s}/{r["id"]}'} for s in ('tanker', 'breach') for r in data.read_jsonl(os.path.join(a.stories, s + '.jsonl'))]
    polnear = data.read_jsonl(os.path.join(a.data, 'polnear', 'dev.jsonl'))
    odd = [{'id': f'odd/{i}', 'text': t} for i, t in enumerate(ODD)]
    bare = lambda raws: [data.cut(vocab, {'id': r['id'], 'text': r['text']}) for r in raws]
    os.makedirs(a.out, exist_ok=True)
    write = lambda name, rows: open(os.path.join(a.out, name), 'w', encoding='utf8').write('[\n' + ',\n'.join(json.dumps(r, ensure_ascii=False) for r in rows) + '\n]\n')
    write('odd.json', odd)
    write('wordpieces.json', [digest(d) for d in bare(odd) + bare(stories) + bare(polnear)])
    graphs, prices = Graphs(a.graphs), decode.Prices()
    write('spans.json', [{'id': d.id, 'attributions': graphs.attributions(vocab, d, prices)} for d in bare(stories[::3] + polnear[::7])])


if __name__ == '__main__':
    main()
