/** The candidate that a misspelled word most likely means: at most two letters inserted, left out, changed or swapped. Never the word itself. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  let best: string | null = null;
  let least = Math.min(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const apart = Math.abs(candidate.length - word.length);
    if (apart > least || (apart === least && best === null) || candidate === word) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    const isSameCase = best !== null && distance === least && isUpper(candidate) === isUpper(word) && isUpper(best) !== isUpper(word);
    if (distance >= least && !isSameCase) continue;
    least = distance;
    best = candidate;
  }
  return best;
}

function isUpper(word: string): boolean {
  return word[0] !== word[0]?.toLowerCase();
}

/** With neighboring letters swapped counted as one change. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, rows[i - 2]![j - 2]! + 1);
      row.push(least);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
