export interface NeededSymbol {
  name: string;
  version: string | null;
  library: string | null;
}
export interface Needs {
  /** Machine number of the ELF header. */
  machine: number;
  libraries: string[];
  symbols: NeededSymbol[];
}
export function readNeeds(file: string): Needs | null;
