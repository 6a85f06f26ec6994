"""A peer of 'dermaflow bench': for each line on standard input one turn, one JSON line as the answer."""
import json
import statistics
import sys
import threading
import time

mode, width, size, batch, seconds, cores = sys.argv[1], float(sys.argv[2]), *map(int, sys.argv[3:5]), float(sys.argv[5]), int(sys.argv[6])


def torch_step():
    import torch
    from torchvision.models import mobilenet_v2

    torch.set_num_threads(cores)
    torch.manual_seed(1)
    model = mobilenet_v2(num_classes=5, width_mult=width)
    x = torch.rand(batch, 3, size, size)
    # It is faster channel-last when it has run the other way before, so we let it.
    for _ in range(3):
        model(x).sum().backward()
    model.zero_grad(set_to_none=True)
    model.eval()
    with torch.inference_mode():
        for _ in range(3):
            model(x)
    model = model.to(memory_format=torch.channels_last)
    x = x.to(memory_format=torch.channels_last)
    y = torch.arange(batch) % 5
    if mode == "forward":
        model.eval()

        def step():
            with torch.inference_mode():
                model(x)

        return step
    model.train()
    optimiser = torch.optim.Adam(model.parameters(), 1e-4)
    loss = torch.nn.CrossEntropyLoss()

    def step():
        optimiser.zero_grad(set_to_none=True)
        loss(model(x), y).backward()
        optimiser.step()

    return step


def rate(step):
    times, end = [], time.perf_counter() + seconds
    while len(times) < 2 or time.perf_counter() < end:
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
    return batch / statistics.median(times)


def onnx_turn(path):
    import numpy
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    x = numpy.random.randint(0, 256, (batch, size, size, 3), numpy.uint8)

    def turn():
        rates = []
        threads = [threading.Thread(target=lambda: rates.append(rate(lambda: session.run(None, {"pixels": x})))) for _ in range(cores)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        return sum(rates)

    return turn


if mode == "onnxruntime":
    turn = onnx_turn(sys.argv[7])
else:
    work = torch_step()
    for _ in range(3):
        work()
    turn = lambda: rate(work)
for _ in sys.stdin:
    print(json.dumps({"images_s": turn()}), flush=True)
