"""Figures that a program shows go to the run's `artifacts/`, and showing one never waits for a person."""

import os
import sys


# A live plot is drawn again and again into the same file; other figures get one each.
_MOST_FIGURES = 200


def install(context):
    figures = _Figures(context)
    # The program's processes inherit it. A backend with windows fails, or waits for ever, where nobody sits in front of it.
    os.environ["MPLBACKEND"] = "agg"
    context.imports.after("matplotlib", figures.hook_backend)
    context.imports.after("matplotlib.pyplot", figures.hook_pyplot)
    context.imports.after("PIL.ImageShow", figures.hook_pillow)


class _Figures:
    def __init__(self, context):
        self._context = context
        self._count = 0
        # Files by number of the figure, while it is open.
        self._files = {}

    def hook_backend(self, matplotlib):
        original = matplotlib.use

        def use(backend, *args, **options):
            if str(backend).lower() in _windowed(matplotlib):
                backend = "agg"
            return original(backend, *args, **options)

        matplotlib.use = use

    def hook_pyplot(self, pyplot):
        def show(*args, **options):
            block = options.get("block", args[0] if args else None)
            current = pyplot.gcf().number if pyplot.get_fignums() else None
            for number in pyplot.get_fignums():
                self._save_figure(pyplot.figure(number), number)
            if current is not None:
                pyplot.figure(current)
            # After a window was closed its figure is gone; one that is only refreshed lives on.
            if block is not False and not pyplot.isinteractive():
                pyplot.close("all")
                self._files.clear()

        def switch_backend(backend):
            if str(backend).lower() not in _windowed(sys.modules["matplotlib"]):
                original_switch(backend)

        original_switch = pyplot.switch_backend
        pyplot.show = show
        pyplot.switch_backend = switch_backend

        from matplotlib.figure import Figure

        def show_figure(figure, warn=True):
            self._save_figure(figure, getattr(figure, "number", id(figure)))

        Figure.show = show_figure

    def hook_pillow(self, image_show):
        def show(image, title=None, **_options):
            self._save(lambda path: image.save(path, "PNG"), title)
            return True

        image_show.show = show

    def _save_figure(self, figure, number):
        title = figure.get_label() or _title_of(figure)
        self._save(lambda path: figure.savefig(path, format="png", dpi="figure"), title, number)

    def _save(self, write, title=None, number=None):
        """Writes one picture beside and puts it in place, so that no view reads half of it."""
        name = self._files.get(number)
        is_new = name is None
        if is_new:
            if self._count == _MOST_FIGURES:
                self._context.recorder.add("log", stream="runner", text="Only the first %d figures are kept." % _MOST_FIGURES)
            if self._count >= _MOST_FIGURES:
                self._count += 1
                return
            self._count += 1
            name = "figure-%d.png" % self._count
        folder = self._context.plan.artifacts
        try:
            # The run directory itself is never made anew: who removed it meant the run.
            if not os.path.isdir(os.path.dirname(folder)):
                return
            os.makedirs(folder, exist_ok=True)
            temporary = os.path.join(folder, ".%s.tmp" % name)
            write(temporary)
            os.replace(temporary, os.path.join(folder, name))
        except Exception as error:  # noqa: BLE001  A full disk, or a figure that cannot be drawn: the training is worth more.
            self._context.recorder.hook_failed("save a figure", error)
            return
        if number is not None:
            self._files[number] = name
        self._context.recorder.add("artifact", kind="figure", path="artifacts/" + name, title=title or None)
        self._context.recorder.flush()


def _windowed(matplotlib):
    """Names of the backends that open windows."""
    try:
        from matplotlib.backends import BackendFilter, backend_registry

        return {name.lower() for name in backend_registry.list_builtin(BackendFilter.INTERACTIVE)}
    except ImportError:
        return {name.lower() for name in matplotlib.rcsetup.interactive_bk}


def _title_of(figure):
    suptitle = getattr(figure, "_suptitle", None)
    texts = [suptitle.get_text() if suptitle is not None else ""] + [axes.get_title() for axes in figure.axes]
    return next((text for text in texts if text), None)
