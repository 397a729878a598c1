"""While Keras trains, what it calls of the frameworks below is no loop of the program's own."""


class InsideKeras:
    """Around what Keras does."""

    __slots__ = ("_context", "_torch", "_was_off")

    def __init__(self, context):
        self._context = context
        self._torch = context.torch

    def __enter__(self):
        self._context.inside_keras += 1
        if self._torch is not None:
            self._was_off, self._torch.is_off = self._torch.is_off, True

    def __exit__(self, *_error):
        self._context.inside_keras -= 1
        if self._torch is not None:
            self._torch.is_off = self._was_off
