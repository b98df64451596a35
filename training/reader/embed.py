"""Embeds annotated contents as sentences: python -m reader.embed --data SHARED --encoder DIR --out FILE.pt

The reader learns from them how alike two contents are (training/reader/batches.py). keys: (document id, attribution number from 1); vectors [N,h], of
length one, the mean of the last states as all-mpnet-base-v2 and all-MiniLM-L6-v2 were made for (Reimers and Gurevych 2019)."""
import argparse
import os
import random

import torch
import torch.nn.functional as F
from transformers import AutoModel, AutoTokenizer

from . import data


def contents(shared, limit, rng):
    """[(document id, n), text] of story sets and of a random share of PolNeAR."""
    def of(raws):
        for r in raws:
            for n, a in enumerate(r['attributions'], 1):
                text = ' '.join(r['text'][s:e] for s, e in a['content'])
                if len(text.split()) > 3:
                    yield (r['id'], n), text
    polnear = list(of(data.read_jsonl(os.path.join(shared, 'polnear', 'train.jsonl'))))
    rng.shuffle(polnear)
    return list(of(data.read_stories(shared, data.TRAINING_STORIES))) + polnear[:limit]


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('--data', required=True)
    p.add_argument('--encoder', required=True)
    p.add_argument('--out', required=True)
    p.add_argument('--limit', type=int, default=9000, help='contents of PolNeAR')
    a = p.parse_args()
    rows = sorted(contents(a.data, a.limit, random.Random(1)), key=lambda r: len(r[1]))
    tokenizer, net = AutoTokenizer.from_pretrained(a.encoder), AutoModel.from_pretrained(a.encoder).eval()
    vectors = []
    for k in range(0, len(rows), 64):
        b = tokenizer([t for _, t in rows[k:k + 64]], padding=True, truncation=True, max_length=128, return_tensors='pt')
        with torch.no_grad(), torch.autocast('cpu', dtype=torch.bfloat16):
            H = net(**b).last_hidden_state.float()
        mask = b['attention_mask'][..., None]
        vectors.append(F.normalize((H * mask).sum(1) / mask.sum(1), dim=-1).half())
        if k % 1024 == 0:
            print(f'{k}/{len(rows)}', flush=True)
    torch.save({'keys': [k for k, _ in rows], 'vectors': torch.cat(vectors)}, a.out)


if __name__ == '__main__':
    main()
