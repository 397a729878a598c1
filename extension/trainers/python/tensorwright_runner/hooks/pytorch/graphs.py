"""CUDA graphs: while one is captured, nobody may wait for the device, from whatever thread."""

import contextlib
import functools
import threading


class Graphs:
    def __init__(self, torch):
        self._torch = torch
        self._lock = threading.Lock()
        self.capturing = 0

    def forget(self):
        """In a forked child."""
        self._lock = threading.Lock()
        self.capturing = 0

    def is_capturing(self, tensor):
        """Whether a copy of a tensor made now would become a part of a graph."""
        return tensor.is_cuda and self._torch.cuda.is_current_stream_capturing()

    @contextlib.contextmanager
    def reading(self, device):
        """Around a transfer from a device. Its work may have been queued by another thread, on a stream of its own."""
        if device.type != "cuda":
            yield
            return
        cuda = self._torch.cuda
        with self._lock:
            if self.capturing:
                raise RuntimeError("a graph is captured")
            # The program may have asked to be told of every wait: ours is not meant.
            mode = cuda.get_sync_debug_mode() if hasattr(cuda, "get_sync_debug_mode") else 0
            if mode:
                cuda.set_sync_debug_mode(0)
            try:
                cuda.synchronize(device)
                yield
            finally:
                if mode:
                    cuda.set_sync_debug_mode(mode)

    def began(self):
        # Waits for a transfer that is under way.
        with self._lock:
            self.capturing += 1

    def ended(self):
        with self._lock:
            self.capturing = max(0, self.capturing - 1)


def hook_graphs(tracker, torch):
    graph = getattr(torch.cuda, "CUDAGraph", None)
    if graph is None or not isinstance(graph, type):
        return
    begin, end = getattr(graph, "capture_begin", None), getattr(graph, "capture_end", None)
    if begin is None or end is None:
        return
    graphs = tracker.graphs

    @functools.wraps(begin)
    def capture_begin(self, *args, **kwargs):
        graphs.began()
        try:
            return begin(self, *args, **kwargs)
        except BaseException:
            graphs.ended()
            raise

    @functools.wraps(end)
    def capture_end(self, *args, **kwargs):
        try:
            return end(self, *args, **kwargs)
        finally:
            graphs.ended()

    graph.capture_begin, graph.capture_end = capture_begin, capture_end
