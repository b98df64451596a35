"""How alike a sentence encoder finds two statements, for fit.py:

    python training/linking/likeness.py DATA MPNET_DIR FOLDER

Writes FOLDER/NAME.likeness, a float32 for each row of NAME.pair, for the training stories and the pairs of PolNeAR. The reader was trained on these, and knows
them far better than a story it will meet: a model fitted on the cosines of its vectors there would trust them too much. So they get the cosines of
all-mpnet-base-v2, which never saw them and is about as good on unseen stories, put by rank on the scale that the reader's vectors have on the story sets
that it has not seen (NAME-read.pair).
"""
import json
import pathlib
import sys

import numpy as np
import torch
import torch.nn.functional as F
from transformers import AutoModel, AutoTokenizer

from sets import TRAINING


class Sentences:
    """all-mpnet-base-v2 as it was made to be used."""

    def __init__(self, encoder):
        self.tokenizer, self.net = AutoTokenizer.from_pretrained(encoder), AutoModel.from_pretrained(encoder).eval()

    def vectors(self, texts):
        out = np.zeros((len(texts), self.net.config.hidden_size), np.float32)
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for k in range(0, len(order), 32):
            batch = self.tokenizer([texts[i] for i in order[k:k + 32]], padding=True, truncation=True, max_length=128, return_tensors='pt')
            with torch.no_grad():
                states = self.net(**batch).last_hidden_state
            mask = batch['attention_mask'][..., None]
            out[order[k:k + 32]] = F.normalize((states * mask).sum(1) / mask.sum(1), dim=-1).numpy()
        return out


def story(shared, name):
    """Article -> text and marks of a story."""
    sys.path.insert(0, str(shared / 'score'))
    import stories
    return {key: (text, marks) for key, (_, text, marks) in stories.load(str(shared / 'stories' / name))[0].items()}


def said(mark):
    return mark['content'] or mark['cue']


def rows(folder, name, width):
    return np.fromfile(folder / f'{name}.pair', np.float32).reshape(-1, width + 3)[:, :2].astype(int).T


def statements(folder, name):
    return [(article, int(n)) for article, n in (line.split('\t') for line in (folder / f'{name}.refs').read_text().split('\n')[:-1])]


def of_sentences(sentences, articles, wanted, i, j):
    """Cosine of contents, and of whole attributions, in the mean."""
    def texts(spans):
        return [' '.join(articles[key][0][a:b].replace('\n', ' ') for a, b in spans(articles[key][1][n])) for key, n in wanted]
    contents = sentences.vectors(texts(said))
    wholes = sentences.vectors(texts(lambda m: sorted(m['source'] + m['cue'] + m['content'])))
    return ((contents[i] * contents[j]).sum(1) + (wholes[i] * wholes[j]).sum(1)) / 2


def of_pairs(sentences, shared):
    pairs = [json.loads(line) for line in open(shared / 'pairs' / 'pairs.jsonl', encoding='utf8')]
    ends = sorted({tuple(end) for p in pairs for end in (p['a'], p['b'])})
    articles = {}
    for line in open(shared / 'polnear' / 'train.jsonl', encoding='utf8'):
        art = json.loads(line)
        articles[art['id']] = art['text'], dict(enumerate(art['attributions'], 1))
    at = {end: k for k, end in enumerate(ends)}
    i, j = np.array([(at[tuple(p['a'])], at[tuple(p['b'])]) for p in pairs]).T
    return of_sentences(sentences, articles, ends, i, j)


def scale(folder, width):
    """The cosines of the reader's vectors, of pairs of the sets that it has not seen."""
    found = [np.fromfile(path, np.float32).reshape(-1, width + 3)[:, -1] for path in folder.glob('*-read.pair')]
    return np.concatenate(found)


def main(shared, mpnet, folder):
    shared, folder = pathlib.Path(shared), pathlib.Path(folder)
    width = len(json.loads((folder / 'names.json').read_text())['pair'])
    sentences, like = Sentences(mpnet), scale(folder, width)
    cosines = {name: of_sentences(sentences, story(shared, name), statements(folder, name), *rows(folder, name, width)) for name in TRAINING}
    known = np.sort(np.concatenate(list(cosines.values())))
    cosines['pairs'] = of_pairs(sentences, shared)
    for name, found in cosines.items():
        ranks = np.searchsorted(known, found) / len(known)
        np.quantile(like, np.clip(ranks, 0, 1)).astype(np.float32).tofile(folder / f'{name}.likeness')


if __name__ == '__main__':
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
