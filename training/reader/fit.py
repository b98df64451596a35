"""The training loop: AdamW, warm-up and linear decay, resumable."""
import os
import time

import torch
import torch.nn as nn


def groups(net, lr, head_lr, decay):
    """Parameter groups: the encoder's layers learn the slower the deeper they lie (Howard and Ruder 2018, discriminative fine-tuning)."""
    layers = len(net.enc.encoder.layer)
    out = []
    for name, p in net.named_parameters():
        if not p.requires_grad:
            continue
        depth = layers - int(name.split('layer.')[1].split('.')[0]) - 1 if 'layer.' in name else layers
        rate = lr * decay ** depth if name.startswith('enc.') else head_lr
        out.append({'params': [p], 'lr': rate, 'weight_decay': 0. if p.ndim < 2 else .01})
    return out


def fit(net, batches, loss_of, steps, lr, head_lr, path, decay=.95, warm=.06, every=200, log=print):
    """Runs `steps` steps over the iterator batches. Every `every` steps it saves to path; a run found there is taken up again."""
    opt = torch.optim.AdamW(groups(net, lr, head_lr, decay))
    sched = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min(1., (s + 1) / (warm * steps)) * max(.01, 1 - s / steps))
    step = 0
    if os.path.exists(path):
        state = torch.load(path, weights_only=True)
        net.load_state_dict(state['net'])
        opt.load_state_dict(state['opt'])
        sched.load_state_dict(state['sched'])
        step = state['step']
        log(f'resumed at step {step}')
    net.train()
    began, seen, mean = time.time(), 0, 0.
    for i, b in enumerate(batches):
        if i < step:
            continue
        if step >= steps:
            break
        with torch.autocast('cpu', dtype=torch.bfloat16):
            loss = loss_of(net, b)
        opt.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.)
        opt.step()
        sched.step()
        step += 1
        seen += int(b.mask.sum())
        mean = .98 * mean + .02 * loss.item()
        if step % 10 == 0:
            t = time.time() - began
            log(f'{step}/{steps} loss {mean / (1 - .98 ** max(1, i + 1)):.3f} {seen / t:.0f} wordpieces/s {t:.0f}s')
        if step % every == 0:
            torch.save({'net': net.state_dict(), 'opt': opt.state_dict(), 'sched': sched.state_dict(), 'step': step}, path + '.tmp')
            os.replace(path + '.tmp', path)
    net.eval()
