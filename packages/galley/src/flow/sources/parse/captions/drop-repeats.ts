import type { Cue } from './cue.ts'

/**
 * Live and automatic captions roll: each one repeats the line before and adds a new one. This keeps
 * every line once. Where captions do not roll, only those that repeat while the first is still on
 * screen are dropped, so that a person may say the same thing twice.
 */
export function dropRepeats(cues: Cue[]): Cue[] {
  const rolls = isRolling(cues)
  const kept: Cue[] = []
  let shown: string[] = []
  let shownUntil = -1
  for (const cue of cues) {
    const isNear = rolls ? cue.startMs <= shownUntil + 200 : cue.startMs < shownUntil
    const lines = isNear ? newLines(shown, cue.lines) : cue.lines
    shown = cue.lines
    shownUntil = Math.max(cue.endMs, isNear ? shownUntil : -1)
    if (lines.length > 0) kept.push({ ...cue, lines })
  }
  return kept
}

function isRolling(cues: Cue[]): boolean {
  const rolling = cues.filter((cue, index) => {
    const before = cues[index - 1]
    return before !== undefined && cue.lines[0] === before.lines.at(-1)
  })
  return rolling.length >= 3 && rolling.length > cues.length * 0.3
}

/** The lines of a caption that were not on screen yet. */
function newLines(shown: string[], lines: string[]): string[] {
  for (let overlap = Math.min(shown.length, lines.length); overlap > 0; overlap -= 1) {
    const isSame = lines
      .slice(0, overlap)
      .every((line, index) => line === shown.at(index - overlap))
    if (isSame) return lines.slice(overlap)
  }
  // A line that grows word by word: only what was added is new.
  const [last, first] = [shown.at(-1), lines[0]]
  if (last !== undefined && first !== undefined && first.startsWith(`${last} `)) {
    return [first.slice(last.length + 1), ...lines.slice(1)]
  }
  return lines
}
