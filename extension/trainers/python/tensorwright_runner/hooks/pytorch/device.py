"""Where the model lies, and whether a GPU was forgotten."""

from .. import devices


def note_device(tracker, device):
    """Records where a `torch.device` is; the same one once."""
    torch, recorder = tracker.torch, tracker.recorder
    fields = devices.of_torch(torch, device, tracker.context.plan)
    if device.type == "cpu" and not fields.get("why") and _has_apple_gpu(torch):
        fields["why"] = "The program puts its model on the CPU."
    if fields == tracker.noted_device:
        return
    tracker.noted_device = fields
    recorder.add("device", **fields)
    if fields.get("why") and tracker.context.plan.device != "cpu":
        recorder.warn("device", fields["why"], key="device")


def _has_apple_gpu(torch):
    mps = getattr(torch.backends, "mps", None)
    return mps is not None and mps.is_available()
