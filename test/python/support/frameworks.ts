/** The Python that has the real frameworks. `npm test` installs it and names it in the environment. */
export function frameworksPython(): string {
  const python = process.env['TENSORWRIGHT_PYTHON'];
  if (!python)
    throw new Error(
      'TENSORWRIGHT_PYTHON does not name a Python that has the frameworks: run these tests by `node scripts/test.mjs python`, which installs it.',
    );
  return python;
}
