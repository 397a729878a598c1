export interface StandInSymbol {
  name: string;
  version: string | null;
  /** What the function returns: 0 … 65535. */
  answer: number;
}
export function standInLibrary(library: { name: string; machine: number; symbols: StandInSymbol[] }): Buffer;
