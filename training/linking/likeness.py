"""How alike the reader's vectors find two statements, for fit.py:

    PYTHONPATH=training python training/linking/likeness.py DATA MINILM_DIR STUDENT.safetensors MPNET_DIR FOLDER

Writes FOLDER/NAME.likeness, a float32 for each row of NAME.pair. For the development stories and the pairs of PolNeAR these are cosines of the
reader's vectors. The reader was trained on the claims of the training stories, though, and knows them far better than a story it will meet: a
model fitted on its cosines there would trust them too much. So those stories get the cosines of all-mpnet-base-v2, which never saw them and is
about as good on unseen stories, put on the scale of the reader's by rank.
"""
import json
import pathlib
import sys

import numpy as np
import torch
import torch.nn.functional as F
from transformers import AutoModel, AutoTokenizer

from reader import data, model, windows

TRAINING = 'wildfire merger outbreak ceasefire custody chips doping'.split()
DEVELOPMENT = ['tanker', 'breach']


class Student:
    """The reader's network, which gives every content a vector."""

    def __init__(self, encoder, weights):
        self.net, self.vocab = model.build(encoder, weights).eval(), model.Vocabulary(encoder)

    def vectors(self, text, contents):
        """Text and contents as lists of spans -> vectors [N,128]; zero where there are no wordpieces."""
        doc = data.cut(self.vocab, {'id': '', 'text': text, 'attributions': []})
        states = []
        for w in windows.cut(doc.shapes):
            ids, shapes = self.vocab.row(doc, w)
            with torch.no_grad():
                states.append(self.net.encode(torch.tensor([ids]), torch.tensor([shapes]), torch.ones(1, len(ids), dtype=torch.long))[0, 1:-1])
        states = torch.cat(states)
        out = torch.zeros(len(contents), 128)
        for n, spans in enumerate(contents):
            at = [k for k, (a, b) in enumerate(doc.offsets) if any(a >= s and b <= e for s, e in spans)]
            if at:
                with torch.no_grad():
                    out[n] = F.normalize(self.net.judge.vector(states[at].mean(0)), dim=-1)
        return out.numpy()


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


def of_student(student, articles, wanted):
    vectors = {}
    for key, (text, marks) in articles.items():
        vectors.update(zip([(key, n) for n in marks], student.vectors(text, [said(m) for m in marks.values()])))
    return np.array([vectors[w] for w in wanted])


def of_sentences(sentences, articles, wanted, i, j):
    """Cosine of contents, and of whole attributions, in the mean."""
    def texts(spans):
        return [' '.join(articles[key][0][a:b].replace('\n', ' ') for a, b in spans(articles[key][1][n])) for key, n in wanted]
    contents = sentences.vectors(texts(said))
    wholes = sentences.vectors(texts(lambda m: sorted(m['source'] + m['cue'] + m['content'])))
    return ((contents[i] * contents[j]).sum(1) + (wholes[i] * wholes[j]).sum(1)) / 2


def of_pairs(student, shared):
    pairs = [json.loads(line) for line in open(shared / 'pairs' / 'pairs.jsonl', encoding='utf8')]
    wanted = {tuple(end) for p in pairs for end in (p['a'], p['b'])}
    vectors = {}
    for line in open(shared / 'polnear' / 'train.jsonl', encoding='utf8'):
        art = json.loads(line)
        mine = sorted(n for key, n in wanted if key == art['id'])
        if mine:
            vectors.update(zip([(art['id'], n) for n in mine], student.vectors(art['text'], [said(art['attributions'][n - 1]) for n in mine])))
    return np.array([vectors[tuple(p['a'])] @ vectors[tuple(p['b'])] for p in pairs])


def main(shared, minilm, weights, mpnet, folder):
    shared, folder = pathlib.Path(shared), pathlib.Path(folder)
    width = len(json.loads((folder / 'names.json').read_text())['pair'])
    student, sentences = Student(minilm, weights), Sentences(mpnet)
    seen = []
    for name in DEVELOPMENT:
        vectors = of_student(student, story(shared, name), statements(folder, name))
        i, j = rows(folder, name, width)
        seen.append((vectors[i] * vectors[j]).sum(1))
        seen[-1].astype(np.float32).tofile(folder / f'{name}.likeness')
    scale = np.concatenate(seen)
    for name in TRAINING:
        cosines = of_sentences(sentences, story(shared, name), statements(folder, name), *rows(folder, name, width))
        ranks = np.argsort(np.argsort(cosines, kind='stable'), kind='stable')
        np.quantile(scale, (ranks + 0.5) / len(ranks)).astype(np.float32).tofile(folder / f'{name}.likeness')
    of_pairs(student, shared).astype(np.float32).tofile(folder / 'pairs.likeness')


if __name__ == '__main__':
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    main(*sys.argv[1:])
