"""Documents as wordpieces: the view of a text that training, evaluation and the Go reader share.

A document is a dict {"id", "text", "attributions": [{"source", "cue", "content": [[start, end], ...]}]} with offsets in code
points, as in PolNeAR's JSON lines and in the story sets.
"""
import bisect
import gzip
import json
import os
import sys
import unicodedata
from dataclasses import dataclass, field

# Roles of a wordpiece with regard to one cue. B marks the first wordpiece of a piece, I the following ones.
ROLES = ['O', 'B-S', 'I-S', 'Q', 'B-C', 'I-C']
O, BS, IS, Q, BC, IC = range(6)
SHAPES = 12  # 3 gaps before the wordpiece x 4 ways of writing it


STANCES = ['asserts', 'confirms', 'denies', 'doubts', 'withholds', 'judges', 'commits', 'urges', 'asks']
KINDS = ['person', 'office', 'organisation', 'country', 'outlet', 'document', 'anonymous', 'group']
UNLABELLED, NO_CLAIM = -100, -1


@dataclass
class Anchor:
    """One attribution: the wordpiece that stands for it, and its roles as pieces (first, last+1) of wordpieces."""
    pos: int
    sources: list
    cues: list
    contents: list
    stance: int = UNLABELLED  # index into STANCES
    second: int = UNLABELLED  # another stance that is truly close
    kind: int = UNLABELLED    # of its source, index into KINDS
    vector: int = UNLABELLED  # row of its content in a table of sentence embeddings
    claim: int = UNLABELLED   # number of its claim among those of all story sets, NO_CLAIM for a statement of a story that is on none
    prior: list = None        # what the table of cues says of each stance


@dataclass
class Doc:
    """A text cut into wordpieces. ids (in BERT's numbering), offsets and shapes have one entry a wordpiece, no special ones included."""
    id: str
    text: str
    ids: list
    offsets: list
    shapes: list
    anchors: list = field(default_factory=list)  # of Anchor


def read_jsonl(path):
    opened = gzip.open(path, 'rt', encoding='utf8') if path.endswith('.gz') else open(path, encoding='utf8')
    with opened as f:
        return [json.loads(line) for line in f]


def read_stories(shared, names, folder=None):
    """Articles of story sets, of the data folder's or of another one, with their marks as attributions; stance, kind and claim from the gold ledger."""
    sys.path.insert(0, os.path.join(shared, 'score'))
    import stories
    docs, claims = [], {}
    for name in names:
        articles, gold = stories.load(os.path.join(folder or os.path.join(shared, 'stories'), name))
        kinds = {s['id']: s['kind'] for s in gold['sources']}
        entries = {(s['article'], s['n']): s for s in gold['statements']}
        for key, (_, text, marks) in sorted(articles.items()):
            for n, a in marks.items():
                entry = entries.get((key, n), {})
                claim = claims.setdefault((name, entry['claim']), len(claims)) if entry.get('claim') else NO_CLAIM
                a.update(stance=entry.get('stance'), kind=kinds.get(entry.get('source')), claim=claim)
            docs.append({'id': f'{name}/{key}', 'text': text, 'attributions': [marks[n] for n in sorted(marks)]})
    return docs


def add_labels(raws, paths):
    """Puts stance and kind from files of labels (whole articles as in labels/train.jsonl, single attributions as in labels/rare.jsonl)
    into the attributions of raws that they speak of; files of other labels say nothing here."""
    by_id = {r['id']: r for r in raws}
    for row in (row for path in paths for row in read_jsonl(path)):
        if row['id'] not in by_id:
            continue
        kinds = {s['id']: s['kind'] for s in row.get('sources', ())}
        for label in row.get('labels', [row]):
            if not label.get('odd'):
                a = by_id[row['id']]['attributions'][label['n'] - 1]
                a.update(stance=label['stance'], second=label.get('second'), kind=label.get('kind') or kinds.get(label.get('source')))


def read_news(shared, path):
    """Articles of the unlabelled news with the attributions that a reader found in them and somebody then read: path names articles, spans and stances."""
    labels = {row['id']: row['attributions'] for row in read_jsonl(path)}
    news = read_jsonl(os.path.join(shared, 'unlabelled', 'news.jsonl.gz'))
    return [{'id': r['id'], 'text': r['text'], 'attributions': labels[r['id']]} for r in news if r['id'] in labels]


TRAINING_STORIES = ['wildfire', 'merger', 'outbreak', 'ceasefire', 'custody', 'chips', 'doping']
DEV_STORIES = ['tanker', 'breach']


def shape(text, start, end, previous_end):
    """How a wordpiece is written: 4 * gap + case.

    gap: 0 touches what stands before, 1 follows white space, 2 starts a line. case: 0 no capitals, 1 a capital first,
    2 capitals only (two letters or more), 3 any other mix. An uncased encoder sees neither."""
    between = text[previous_end:start]
    gap = 2 if previous_end == 0 or '\n' in between else 1 if between else 0
    letters = upper = 0
    for c in text[start:end]:
        category = unicodedata.category(c)
        letters += category[0] == 'L'
        upper += category in ('Lu', 'Lt')
    first = unicodedata.category(text[start]) in ('Lu', 'Lt')
    case = 0 if upper == 0 else 2 if upper == letters and letters > 1 else 1 if first and upper == 1 else 3
    return 4 * gap + case


def cut(vocab, raw):
    """JSON document -> Doc."""
    text = raw['text']
    e = vocab.tokenizer.encode(text, add_special_tokens=False)
    shapes, last = [], 0
    for s, t in e.offsets:
        shapes.append(shape(text, s, t, last))
        last = t
    doc = Doc(raw['id'], text, [i - vocab.shift for i in e.ids], e.offsets, shapes)
    starts = [o[0] for o in e.offsets]
    for a in raw.get('attributions', ()):
        pieces = {r: [p for p in (pieces_of(doc, starts, s, t) for s, t in a[r]) if p] for r in ('source', 'cue', 'content')}
        anchor = next((min(pieces[r])[0] for r in ('cue', 'source', 'content') if pieces[r]), None)
        if anchor is not None:
            doc.anchors.append(Anchor(anchor, pieces['source'], pieces['cue'], pieces['content'], index(STANCES, a.get('stance')), index(STANCES, a.get('second')),
                                      index(KINDS, a.get('kind')), a.get('vector', UNLABELLED), a.get('claim', UNLABELLED), a.get('prior')))
    return doc


def index(names, name):
    return names.index(name) if name else UNLABELLED


def pieces_of(doc, starts, start, end):
    """Wordpieces (first, last+1) that a span of code points touches, or None."""
    i = bisect.bisect_left(starts, start)
    if i > 0 and doc.offsets[i - 1][1] > start:
        i -= 1
    j = bisect.bisect_left(starts, end)
    return (i, j) if i < j else None


def role_labels(anchor, lo, hi):
    """Roles of the wordpieces lo..hi with regard to one attribution of Doc.anchors."""
    labels = [O] * (hi - lo)
    for pieces, b in ((anchor.contents, BC), (anchor.sources, BS)):
        for i, j in pieces:
            for k in range(max(i, lo), min(j, hi)):
                labels[k - lo] = b if k == i else b + 1
    for i, j in anchor.cues:
        for k in range(max(i, lo), min(j, hi)):
            labels[k - lo] = Q
    return labels
