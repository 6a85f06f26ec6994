"""Makes reference.json: what Keras and torchvision say of a MobileNetV2 0.35 at 96 px whose weights are a formula.

Needs keras (any backend), torch, torchvision. The formula, repeated in WeightsFilesTest: the k-th array (1, 2, …, in the order
kernel, gamma, beta, mean, variance of one convolution after the other) holds s = sin(12.9898 i + 78.233 k) at place i, as
1 + 0.2 s for gamma, 1 + 0.5 s for variance, 0.1 s for beta and mean, and s sqrt(4 / fan) for kernels, fan being the inputs of
one output. The picture has level (7 row + 13 column + 29 channel) mod 256.
"""
import json, math, os
os.environ.setdefault("KERAS_BACKEND", "torch")
import keras, numpy as np, torch, torchvision

y, x, c = np.meshgrid(range(96), range(96), range(3), indexing="ij")
levels = ((7 * y + 13 * x + 29 * c) % 256).astype(np.float64)


def array(k, shape, role, fan):
    s = np.sin(12.9898 * np.arange(math.prod(shape), dtype=np.float64) + 78.233 * k)
    v = {"gamma": 1 + .2 * s, "variance": 1 + .5 * s, "shift": .1 * s, "kernel": s * math.sqrt(4 / max(fan, 1))}[role]
    return v.reshape(shape).astype(np.float32)


m = keras.applications.MobileNetV2((96, 96, 3), alpha=.35, weights=None, include_top=False, pooling="avg")
k = 0
for layer in m.layers:
    new = []
    for w in layer.weights:
        k += 1
        name = w.path.split("/")[-1]
        depthwise = "depthwise" in layer.name and "BN" not in layer.name
        fan = (9 if depthwise else math.prod(w.shape[:-1])) if "kernel" in name else 0
        new.append(array(k, tuple(w.shape), "kernel" if "kernel" in name else "gamma" if name == "gamma" else "variance" if name == "moving_variance" else "shift", fan))
    layer.set_weights(new)
kerases = m(levels[None].astype(np.float32) / 127.5 - 1, training=False)

t = torchvision.models.MobileNetV2(width_mult=.35).eval()
state, k = t.state_dict(), 0
for name, v in state.items():
    if "num_batches" in name or "classifier" in name:
        continue
    k += 1
    fan = math.prod(v.shape[1:]) if v.dim() == 4 else 0
    role = "kernel" if v.dim() == 4 else "variance" if "running_var" in name else "gamma" if name.endswith("weight") else "shift"
    state[name] = torch.from_numpy(array(k, tuple(v.shape), role, fan))
t.load_state_dict(state)
normal = (levels / 255 - [.485, .456, .406]) / [.229, .224, .225]
with torch.inference_mode():
    torches = t.features(torch.from_numpy(normal.astype(np.float32)).permute(2, 0, 1)[None]).mean((2, 3))
out = {n: [float(f"{v:.7g}") for v in np.asarray(f)[0][:40]] for n, f in (("keras", kerases.detach().cpu()), ("torchvision", torches))}
json.dump(out, open("reference.json", "w"), indent=0)
print({n: (min(v), max(v)) for n, v in out.items()})
