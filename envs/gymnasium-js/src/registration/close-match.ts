/** Below this similarity a word is not worth suggesting. */
const cutoff = 0.6;

interface Block {
  readonly a: number;
  readonly b: number;
  readonly size: number;
}

/** The longest common run of two strings; of equals, the one that starts first in `a`, then in `b`. */
function longestCommonRun(a: string, b: string): Block {
  let best: Block = { a: 0, b: 0, size: 0 };
  let previous = new Uint16Array(b.length + 1);
  for (let i = 0; i < a.length; i++) {
    // current[j + 1]: length of the common run that ends at a[i] and b[j]
    const current = new Uint16Array(b.length + 1);
    for (let j = 0; j < b.length; j++) {
      if (a[i] !== b[j]) continue;
      const size = (current[j + 1] = previous[j]! + 1);
      if (size > best.size) best = { a: i - size + 1, b: j - size + 1, size };
    }
    previous = current;
  }
  return best;
}

function matchingCharacters(a: string, b: string): number {
  const run = longestCommonRun(a, b);
  if (run.size === 0) return 0;
  const before = matchingCharacters(a.slice(0, run.a), b.slice(0, run.b));
  const after = matchingCharacters(a.slice(run.a + run.size), b.slice(run.b + run.size));
  return before + run.size + after;
}

/** Ratcliff and Obershelp's similarity, in [0, 1]: the measure of Python's `difflib`. */
export function similarity(a: string, b: string): number {
  const total = a.length + b.length;
  return total === 0 ? 1 : (2 * matchingCharacters(a, b)) / total;
}

/** The candidate most similar to `word`, or undefined when none is close. */
export function closeMatch(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestScore = cutoff;
  for (const candidate of candidates) {
    const score = similarity(candidate, word);
    if (score > bestScore || (score === bestScore && (best === undefined || candidate > best))) {
      [best, bestScore] = [candidate, score];
    }
  }
  return best;
}
