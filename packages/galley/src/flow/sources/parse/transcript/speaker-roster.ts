import type { Turn } from './attribute-speakers.ts'

/** What is known of a text before it is read. */
export interface Expectations {
  /** Names that the file itself gives; a single one speaks everything that carries no label. */
  speakers?: string[]
  /** Manuals and articles use `Word:` a lot: only a text that is nearly all labels is a dialogue. */
  isMostlyProse?: boolean
}

/** Who speaks in a text, as its labels say when they are taken together. */
export interface SpeakerRoster {
  /** True when the turn's label is a label, not the beginning of a sentence. */
  accepts(turn: Turn): boolean
  /** The full name behind a label: initials and first names are looked up. */
  nameOf(label: string): string | null
  /** True when a speaker goes on until the next label. */
  isContinuous: boolean
}

interface Votes {
  total: number
  timed: number
  bold: number
}

/** Not a person: what follows is not spoken by the one before. */
const BREAKS = /^(?:(?:commercial |ad |mid-?roll )?break|sponsors?)$/i

/** Decides whether a text is a transcript, and whose labels count; null when it is none. */
export function chooseSpeakers(turns: Turn[], expectations: Expectations): SpeakerRoster | null {
  const { speakers: known = [], isMostlyProse = false } = expectations
  const paragraphs = turns.filter((turn) => turn.block.kind === 'paragraph')
  const votes = countVotes(paragraphs)
  const names = acceptedNames(votes, paragraphs, known)
  const isLabelled = (turn: Turn) => turn.label?.name != null && names.has(turn.label.name)
  const isTimed = paragraphs.some((turn) => isLabelled(turn) && turn.label!.startMs !== null)
  if (
    !isMostlyProse &&
    !isTimed &&
    paragraphs.filter(isLabelled).length > paragraphs.length * 0.4
  ) {
    for (const name of votes.keys()) names.add(name) // among so many labels, one more is a label
  }
  const labelled = paragraphs.filter(isLabelled)
  const timeMarks = paragraphs.filter((turn) => turn.label?.name === null).length
  const hasTimes = labelled.some((turn) => turn.label!.startMs !== null)

  // Times and known names are evidence in themselves; without them, labels must be many.
  const enough = hasTimes || known.length > 0 ? 0.03 : isMostlyProse ? 0.4 : 0.12
  const isDialogue =
    labelled.length >= 3 &&
    labelled.length >= paragraphs.length * enough &&
    (names.size >= 2 || hasTimes || known.length > 0)
  if (!isDialogue && timeMarks < 3) return null

  const nameOf = fullNames(isDialogue ? labelled : [], known)
  const asksQuestions =
    labelled.filter((turn) => /^[QA]$/.test(turn.label!.name!)).length * 2 > labelled.length
  const first = paragraphs.findIndex((turn) => labelled.includes(turn))
  return {
    accepts: ({ label }) =>
      label !== null && (label.name === null || (isDialogue && names.has(label.name))),
    nameOf,
    isContinuous:
      hasTimes || (!asksQuestions && (first < 3 || labelled.length >= paragraphs.length * 0.35)),
  }
}

function countVotes(paragraphs: Turn[]): Map<string, Votes> {
  const votes = new Map<string, Votes>()
  for (const { label, block } of paragraphs) {
    if (label?.name == null) continue
    const vote = votes.get(label.name) ?? { total: 0, timed: 0, bold: 0 }
    vote.total += 1
    if (label.startMs !== null) vote.timed += 1
    if (block.hasBoldStart) vote.bold += 1
    votes.set(label.name, vote)
  }
  return votes
}

/** A name counts when it comes back, has a time, stands in bold like the others, introduces its short form, or is known. */
function acceptedNames(
  votes: Map<string, Votes>,
  paragraphs: Turn[],
  known: string[],
): Set<string> {
  const all = [...votes.values()]
  const timed = all.reduce((sum, vote) => sum + vote.timed, 0)
  const total = all.reduce((sum, vote) => sum + vote.total, 0)
  // Where nearly every label has a time, one without must come back more often to be believed.
  const enough = timed * 2 > total ? 3 : 2
  const introduced = new Set(
    paragraphs.flatMap(({ label }) => (label?.alias ? [label.name, label.alias] : [])),
  )
  const isBold = all.reduce((sum, vote) => sum + vote.bold, 0) >= Math.max(3, total / 2)
  const accepted = [...votes].filter(
    ([name, vote]) =>
      vote.timed > 0 ||
      (isBold && vote.bold > 0) ||
      vote.total >= enough ||
      introduced.has(name) ||
      known.includes(name) ||
      BREAKS.test(name),
  )
  return new Set(accepted.map(([name]) => name))
}

/** Maps what labels say to whole names: `RS` and `Ruben` to `Ruben Somsen` where only one fits. */
function fullNames(labelled: Turn[], known: string[]): (label: string) => string | null {
  const introduced = labelled
    .filter((turn) => turn.label!.alias !== null)
    .map((turn) => turn.label!)
  const aliases = new Map(introduced.map((label) => [label.alias!, label.name!]))
  const labels = labelled.map((turn) => turn.label!.name!)
  const whole = new Set([...known, ...aliases.values(), ...labels.filter(isWholeName)])

  const isQuestionAndAnswer = labels.includes('Q') && labels.includes('A')
  if (isQuestionAndAnswer) {
    aliases.set('Q', known.length === 1 ? 'Audience' : 'Question')
    aliases.set('A', known.length === 1 ? known[0]! : 'Answer')
  }
  return (label) => {
    if (BREAKS.test(label)) return null
    if (aliases.has(label) || whole.has(label)) return aliases.get(label) ?? label
    const fitting = [...whole].filter((name) => stands(label, name))
    return fitting.length === 1 ? fitting[0]! : label
  }
}

/** Two words or more, of one person. */
function isWholeName(name: string): boolean {
  return /\S\s+\S/.test(name) && !/\d|\s(?:and|&)\s/.test(name)
}

function stands(label: string, name: string): boolean {
  const words = name.split(/\s+/)
  const initials = words.map((word) => word[0]).join('')
  const isInitials = words.length > 1 && initials.toLowerCase() === label.toLowerCase()
  return isInitials || words[0]!.toLowerCase() === label.toLowerCase() || words.at(-1) === label
}
