interface TimedStep {
  key: string
  started_at: string
  finished_at: string | null
}

/**
 * Steps in the order in which they began, those that ran at the same time in one group.
 *
 * @example
 * arrangeSteps([outline, chapterOne, chapterTwo]) // [[outline], [chapterOne, chapterTwo]]
 */
export function arrangeSteps<Step extends TimedStep>(steps: readonly Step[]): Step[][] {
  const groups: Step[][] = []
  let openUntil = -Infinity
  for (const step of steps.toSorted((a, b) => startOf(a) - startOf(b))) {
    const group = groups.at(-1)
    if (group && startOf(step) < openUntil) group.push(step)
    else groups.push([step])
    const end = step.finished_at === null ? Infinity : Date.parse(step.finished_at)
    openUntil = group && startOf(step) < openUntil ? Math.max(openUntil, end) : end
  }
  return groups
}

const startOf = ({ started_at: at }: TimedStep) => Date.parse(at)
