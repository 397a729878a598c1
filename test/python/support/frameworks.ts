/** The Python that has the real frameworks; `npm test` installs it and names it in the environment. */
export function frameworksPython(): string {
  const python = process.env['TENSORWRIGHT_PYTHON'];
  if (!python) throw new Error('TENSORWRIGHT_PYTHON does not name a Python with the frameworks');
  return python;
}
