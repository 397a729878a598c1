/** Versions of libraries by the names under which programs import them. */
export type Versions = Readonly<Record<string, string>>;

export function sameVersions(a: Versions, b: Versions): boolean {
  return Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([library, version]) => b[library] === version);
}
