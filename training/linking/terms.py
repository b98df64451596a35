"""Background table of the linking package: how common each word stem is in news, and a small vector of what it means.

    python training/linking/terms.py NEWS.jsonl.gz ENCODER_DIR OUT.zst

Document frequencies are counted over the articles of NEWS (JSON lines with "text"). Vectors are the encoder's outputs for the most common
form of each stem, one word at a time, reduced by principal components (as in Model2Vec, Tulkens and van Dongen 2024). Only these figures
leave this script, no text. Layout of the unpacked file, little-endian: uint32 documents, uint32 stems, uint32 dimensions; then for each
stem, sorted: uint8 length, stem, uint16 document frequency, uint8 share of its uses inside sentences that are capitalised (255 = all); then
all vectors as int8, of length about 127.
"""
import collections, gzip, json, re, struct, sys, unicodedata

import numpy as np
import snowballstemmer
import torch
import zstandard
from transformers import AutoModel, AutoTokenizer

DIMENSIONS, STEMS, LEAST = 64, 30000, 3
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def words(text):
    """Words in lower case without accents or possessive endings, as tokens.go makes them, and whether each is capitalised: None where a
    sentence may begin."""
    last = 0
    for m in WORD.finditer(text):
        w, before = m[0], text[last:m.start()]
        upper = w[0].isupper() if last and not re.search(r"[^\w\s,’'-]|\n", before) else None
        last = m.end()
        w = unicodedata.normalize("NFD", w.lower().replace("’", "'"))
        w = "".join(c for c in w if not unicodedata.combining(c))
        yield w[:-2] if w.endswith("'s") else w, upper


def count(path):
    stem = snowballstemmer.stemmer("english")
    forms, cache, documents = collections.Counter(), {}, 0
    df, inside, upper = collections.Counter(), collections.Counter(), collections.Counter()
    for line in gzip.open(path, "rt", encoding="utf8"):
        documents += 1
        stems = set()
        for w, up in words(json.loads(line)["text"]):
            if w not in cache:
                cache[w] = stem.stemWord(w)
            stems.add(cache[w])
            forms[w] += 1
            if up is not None:
                inside[cache[w]] += 1
                upper[cache[w]] += up
        df.update(stems)
    best = {}
    for w, n in forms.items():
        s = cache[w]
        if s not in best or (n, w) > (forms[best[s]], best[s]):
            best[s] = w
    kept = sorted((s for s, n in df.most_common(STEMS) if n >= LEAST and len(s.encode()) < 256))
    return documents, [(s, df[s], round(255 * upper[s] / inside[s]) if inside[s] else 0, best[s]) for s in kept]


def vectors(forms, encoder):
    tok, model = AutoTokenizer.from_pretrained(encoder), AutoModel.from_pretrained(encoder).eval()
    out = np.zeros((len(forms), model.config.hidden_size), np.float32)
    order = sorted(range(len(forms)), key=lambda i: len(forms[i]))
    with torch.no_grad():
        for i in range(0, len(order), 256):
            at = order[i:i + 256]
            x = tok([forms[j] for j in at], padding=True, return_tensors="pt")
            h = model(**x).last_hidden_state
            m = x["attention_mask"].unsqueeze(-1).float()
            out[at] = ((h * m).sum(1) / m.sum(1)).numpy()
    out /= np.linalg.norm(out, axis=1, keepdims=True)
    out -= out.mean(0)
    _, _, v = np.linalg.svd(out.T @ out)
    out = out @ v[:DIMENSIONS].T
    return out / np.linalg.norm(out, axis=1, keepdims=True)


def main(news, encoder, out):
    documents, table = count(news)
    vecs = np.round(vectors([form for *_, form in table], encoder) * 127).astype(np.int8)
    raw = struct.pack("<III", documents, len(table), DIMENSIONS)
    raw += b"".join(struct.pack("B", len(s.encode())) + s.encode() + struct.pack("<HB", n, up) for s, n, up, _ in table)
    raw += vecs.tobytes()
    open(out, "wb").write(zstandard.ZstdCompressor(level=19).compress(raw))
    print(documents, "documents,", len(table), "stems,", len(raw), "bytes")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
