"""Notes the shapes of the arrays and tensors that the names of a program are given while it runs.

`with_notes` puts a call behind every binding of a name: assignments of every form, the heads of loops and `with`. `Notes` keeps for each
name and line the distinct shapes in the order in which they came, the first few of them; `None` stands for an extent that is open.
"""

import ast

MOST_SHAPES = 6
CALL = "__note_name__"


def with_notes(text, filename, cell):
    return compile(ast.fix_missing_locations(Binder(cell).visit(ast.parse(text, filename))), filename, "exec")


class Binder(ast.NodeTransformer):
    def __init__(self, cell):
        self.cell = cell

    def notes(self, targets):
        nodes = [node for target in targets for node in ast.walk(target)]
        names = [node for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
        # `(x, _), (_, _)`: what stands there more than once is nobody's name.
        ids = [name.id for name in names]
        return [self.note(name) for name in names if ids.count(name.id) == 1]

    def note(self, name):
        where = [ast.Constant(self.cell), ast.Constant(name.lineno - 1), ast.Constant(name.id)]
        call = ast.Call(ast.Name(CALL, ast.Load()), [*where, ast.Name(name.id, ast.Load())], [])
        return ast.copy_location(ast.Expr(call), name)

    def after(self, node, targets):
        self.generic_visit(node)
        return [node, *self.notes(targets)]

    def visit_Assign(self, node):
        return self.after(node, node.targets)

    def visit_AugAssign(self, node):
        return self.after(node, [node.target])

    def visit_AnnAssign(self, node):
        return self.after(node, [node.target]) if node.value else node

    def inside(self, node, targets):
        self.generic_visit(node)
        node.body = [*self.notes(targets), *node.body]
        return node

    def visit_For(self, node):
        return self.inside(node, [node.target])

    def visit_With(self, node):
        return self.inside(node, [item.optional_vars for item in node.items if item.optional_vars])


class Notes:
    def __init__(self):
        self.found = {}

    def __call__(self, cell, line, name, value):
        shape = shape_of(value)
        shapes = self.found.setdefault((cell, line, name), [])
        if shape is not None and shape not in shapes and len(shapes) < MOST_SHAPES:
            shapes.append(shape)

    def rows(self):
        return [[cell, line, name, shapes] for (cell, line, name), shapes in sorted(self.found.items()) if shapes]


def shape_of(value):
    """The extents of an array, a tensor or a table; nothing of anything else."""
    kind = f"{type(value).__module__}.{type(value).__name__}"
    if not kind.startswith(("numpy.ndarray", "tensorflow.", "keras.", "pandas.")) or isinstance(value, type):
        return None
    try:
        if kind.startswith("tensorflow.") and hasattr(value, "get_shape"):
            shape = value.get_shape()
            return None if shape.rank is None else list(shape.as_list())
        if kind.startswith("keras.") and not kind.endswith((".KerasTensor", ".Variable", "Variable")):
            return None
        return [None if extent is None else int(extent) for extent in value.shape]
    except Exception:  # noqa: BLE001 — whatever a class of a library says of its shape, it is no array then
        return None
