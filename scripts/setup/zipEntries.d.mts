export interface ZipEntry {
  name: string;
  packed: number;
  size: number;
  content(): Buffer;
}
export function zipEntries(file: string): ZipEntry[];
