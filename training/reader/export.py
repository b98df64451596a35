"""Writes a trained reader as two int8 ONNX graphs and a vocabulary: python -m reader.export --encoder DIR --weights FILE --out models/reader

encoder.onnx: ids [1,T], shapes [1,T] (int64, the two special wordpieces included) -> states [1,T,h], cue [1,T] (log odds)
roles.onnx:   states [1,T,h], pos [N] (int64) -> logp [N,T,6], stance [N,9], kind [N,8] (log probabilities), vector [N,128] (of length one)
"""
import argparse
import os
import tempfile

import onnx
import torch
import torch.nn as nn
import torch.nn.functional as F
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions

from . import model


class Attend(torch.autograd.Function):
    """Attention over all heads; in the graph it is ONNX Runtime's own operator, which never holds the T x T matrix whole."""

    @staticmethod
    def forward(ctx, q, k, v, heads):
        split = lambda x: x.view(*x.shape[:2], heads, -1).transpose(1, 2)
        y = F.scaled_dot_product_attention(split(q), split(k), split(v))
        return y.transpose(1, 2).reshape(q.shape)

    @staticmethod
    def symbolic(g, q, k, v, heads):
        return g.op('com.microsoft::MultiHeadAttention', q, k, v, num_heads_i=heads).setType(q.type())


class Encode(nn.Module):
    """The BERT encoder written out for one window without padding."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def encode(self, ids, shapes):
        n = self.net
        e = n.enc.embeddings
        positions = torch.arange(ids.shape[1])[None]
        x = e.word_embeddings(ids) + n.shape(shapes) + e.position_embeddings(positions) + e.token_type_embeddings.weight[0]
        x = e.LayerNorm(x)
        for layer in n.enc.encoder.layer:
            a, out = layer.attention.self, layer.attention.output
            y = Attend.apply(a.query(x), a.key(x), a.value(x), n.enc.config.num_attention_heads)
            x = out.LayerNorm(out.dense(y) + x)
            y = F.gelu(layer.intermediate.dense(x))
            x = layer.output.LayerNorm(layer.output.dense(y) + x)
        return x

    def forward(self, ids, shapes):
        H = self.encode(ids, shapes)
        logits = self.net.cue(H)
        return H, logits[..., 1] - logits[..., 0]


class Roles(nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, states, pos):
        n = self.net
        H, C = states, states[0][pos]
        rel = (torch.arange(states.shape[1])[None] - pos[:, None]).clamp(-model.REACH, model.REACH) + model.REACH
        logp = n.score(n.A(C), n.V(C), n.B(H), n.U(H), rel).log_softmax(-1)
        stance, kind, vector = n.judge(states[0], C, logp.exp())
        return logp, stance.log_softmax(-1), kind.log_softmax(-1), vector


def write_float(net, folder):
    """float32 graphs, as exported."""
    ids = torch.randint(1000, 2000, (1, 24))
    shapes = torch.randint(0, 12, (1, 24))
    with torch.no_grad():
        states, _ = Encode(net)(ids, shapes)
        torch.onnx.export(Encode(net), (ids, shapes), os.path.join(folder, 'encoder.onnx'), input_names=['ids', 'shapes'], output_names=['states', 'cue'],
                          dynamic_axes={'ids': {1: 'T'}, 'shapes': {1: 'T'}, 'states': {1: 'T'}, 'cue': {1: 'T'}}, opset_version=17, dynamo=False)
        torch.onnx.export(Roles(net), (states, torch.tensor([3, 7])), os.path.join(folder, 'roles.onnx'), input_names=['states', 'pos'], output_names=['logp', 'stance', 'kind', 'vector'],
                          dynamic_axes={'states': {1: 'T'}, 'pos': {0: 'N'}, 'logp': {0: 'N', 1: 'T'}, 'stance': {0: 'N'}, 'kind': {0: 'N'}, 'vector': {0: 'N'}}, opset_version=17, dynamo=False)


def fuse(path, heads, hidden):
    """Merges layer norms and activations into ONNX Runtime's own operators."""
    options = FusionOptions('bert')
    options.enable_embed_layer_norm = False
    options.enable_attention = False
    m = optimizer.optimize_model(path, model_type='bert', num_heads=heads, hidden_size=hidden, optimization_options=options, opt_level=0)
    print({k: v for k, v in m.get_fused_operator_statistics().items() if v})
    m.save_model_to_file(path)


def quantise(source, target, reduce_range=True):
    """int8 weights, activations measured as they come. Seven bits of range: eight saturate on processors without VNNI."""
    quantize_dynamic(source, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=reduce_range,
                     extra_options={'DefaultTensorType': onnx.TensorProto.FLOAT},  # the shapes of fused operators are not inferred
                     op_types_to_quantize=['MatMul', 'Attention', 'Gather', 'Gemm'])


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('--encoder', required=True)
    p.add_argument('--weights', required=True)
    p.add_argument('--out', required=True)
    p.add_argument('--float', help='also keep the float32 graphs in this folder')
    a = p.parse_args()
    net = model.build(a.encoder, a.weights).eval()
    os.makedirs(a.out, exist_ok=True)
    with tempfile.TemporaryDirectory() as tmp:
        folder = a.float or tmp
        os.makedirs(folder, exist_ok=True)
        write_float(net, folder)
        c = net.enc.config
        fuse(os.path.join(folder, 'encoder.onnx'), c.num_attention_heads, c.hidden_size)
        for g in ('encoder.onnx', 'roles.onnx'):
            quantise(os.path.join(folder, g), os.path.join(a.out, g))
    onnx.checker.check_model(os.path.join(a.out, 'roles.onnx'))  # the encoder has operators of ONNX Runtime's own, unknown to the checker
    write_vocabulary(a.encoder, os.path.join(a.out, 'vocab.txt'))
    for f in sorted(os.listdir(a.out)):
        print(f, os.path.getsize(os.path.join(a.out, f)))


def write_vocabulary(encoder_dir, path):
    vocab = model.Vocabulary(encoder_dir).tokenizer.get_vocab()
    with open(path, 'w', encoding='utf8') as f:
        f.writelines(w + '\n' for w, _ in sorted(vocab.items(), key=lambda x: x[1]))


if __name__ == '__main__':
    main()
