"""Mixed precision: `GradScaler` multiplies the loss, and leaves steps out."""

from ..patch import around


def hook_scaler(tracker, torch):
    """Scalers of all devices are subclasses of one, or the only one where they are not."""
    for scaler in _scalers(torch):
        around(scaler, "scale", lambda original: _scale(tracker, torch, original))
        around(scaler, "step", lambda original: _step(tracker, original))


def _scalers(torch):
    for module in (getattr(torch, "amp", None), getattr(torch.cuda, "amp", None), getattr(getattr(torch, "cpu", None), "amp", None)):
        scaler = getattr(module, "GradScaler", None)
        if isinstance(scaler, type):
            for cls in scaler.__mro__:
                if "scale" in vars(cls) or "step" in vars(cls):
                    yield cls


def _scale(tracker, torch, original):
    def scale(self, outputs):
        result = original(self, outputs)
        try:
            if result is not outputs and isinstance(outputs, torch.Tensor) and not tracker.is_off:
                node = result.grad_fn
                if node is not None:
                    scaled = tracker.thread.scaled
                    del scaled[:-7]
                    scaled.append((node, tracker.losses.of(outputs)))
        except Exception as error:  # noqa: BLE001
            tracker.failed("loss scale", error)
        return result

    return scale


def _step(tracker, original):
    def step(self, optimizer, *args, **kwargs):
        before = tracker.steps
        result = original(self, optimizer, *args, **kwargs)
        if tracker.steps == before:
            # Gradients overflowed, so there was no step: what led to it belongs to no other one.
            tracker.thread.is_used = True
        return result

    return step
