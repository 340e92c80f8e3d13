import { namesPerson } from '../../../platform/text/keyphrases/index.ts'
import {
  announcedTopic,
  describeSentence,
  introduces,
  speechPhrases,
} from '../../../platform/text/speech/index.ts'
import { stemsOf } from './definition.ts'
import { bestOf, standsAlone } from './highlights.ts'
import type { Material, Statement } from './material.ts'

/** How much of a talk is its beginning, and how many sentences that is at least and at most. */
const beginning = { share: 0.05, least: 12, most: 40 }

/** An introduction that tells less beyond the title is not worth its place. */
const fewestNewStems = 2

/**
 * The sentence at the beginning that presents the subject or the guest, though it speaks of the
 * show; null where none tells more than the title does.
 */
export function pickIntroduction(
  material: Material,
  title: string,
  subjectStems: ReadonlySet<string>,
): Statement | null {
  const { statements, language } = material
  const share = statements.length * beginning.share
  const start = statements.slice(0, Math.min(beginning.most, Math.max(beginning.least, share)))
  const usage = stemUsage(statements)
  const titleStems = new Set(stemsOf(title, language))
  const weigh = (statement: Statement): number => {
    const presented = presentedIn(statement, start, material)
    if (presented === null) return 0
    // "I" announces much that is not the subject.
    const isOnSubject = statement.stems.some((stem) =>
      statement.traits.isFirstPerson ? subjectStems.has(stem) : (usage.get(stem) ?? 0) >= 3,
    )
    const telling = new Set(
      stemsOf(presented, language).filter(
        (stem) => !titleStems.has(stem) && (subjectStems.has(stem) || (usage.get(stem) ?? 0) > 1),
      ),
    ).size
    if (!isOnSubject || telling < fewestNewStems) return 0
    return (
      Math.sqrt(telling) *
      (statement.stems.some((stem) => subjectStems.has(stem)) ? 1.6 : 1) *
      (statement.traits.isFirstPerson ? 0.6 : 1) *
      (statement.traits.isWhole ? 1 : 0.5) *
      (introduces(statement.text, language) ? 1.3 : 1) *
      standsAlone(statement)
    )
  }
  const best = bestOf(start.filter(canIntroduce), weigh)
  return best && weigh(best) > 0 ? best : null
}

/** Talk about the show is no noise here, so `kind` is asked only whether it is a sentence. */
function canIntroduce({ traits, isFlawed }: Statement): boolean {
  return (
    !isFlawed &&
    (traits.kind === 'statement' || traits.kind === 'noise') &&
    traits.words >= 7 &&
    traits.words <= 40 &&
    traits.dependence === 0 &&
    traits.contentWords >= 3
  )
}

/** What the statement says of the topic or the guest; null where it presents neither. */
function presentedIn(
  statement: Statement,
  start: readonly Statement[],
  material: Material,
): string | null {
  const { language } = material
  const { text, traits } = statement
  const what = introduces(text, language)
  if (what !== null) return what === 'guest' ? text : topicIn(text, language)
  if (traits.kind !== 'statement') return null
  if (traits.isWhole && isPointedAt(start[statement.index + 1])) return text
  return presentsName(statement, start, material) ? text : null
}

/** The topic and what is said of it, unless that is about the talk again. */
function topicIn(text: string, language: string): string {
  const topic = announcedTopic(text, language)
  if (topic === null) return text
  const rest = text.slice(text.indexOf(topic))
  const isOfTheTalk = describeSentence(rest.slice(topic.length), rest, language).isAnnouncement
  return isOfTheTalk ? topic : rest
}

/** "That is what we are going to discuss today." */
function isPointedAt(next: Statement | undefined): boolean {
  return (
    next !== undefined &&
    next.traits.isAnnouncement &&
    next.traits.dependence === 2 &&
    next.traits.contentWords <= 3
  )
}

/** Where people talk, what the guest's house does: "Warmhaus builds heat pumps", just named. */
function presentsName(
  { index, text, traits, speaker }: Statement,
  start: readonly Statement[],
  { statements, language }: Material,
): boolean {
  const name = /^\p{Lu}[\p{L}\p{N}]+(?: \p{Lu}[\p{L}\p{N}]+)*(?= \p{Ll})/u.exec(text)?.[0]
  if (!name || speaker === null || start.every((other) => other.speaker === speaker)) return false
  return (
    !traits.isChatter &&
    !traits.isFirstPerson &&
    !traits.isAnecdote &&
    participantsIn(text, language) === 0 &&
    !namesPerson(name) &&
    stemsOf(name, language).length > 0 &&
    start.some((other) => other.index < index && namesWithin(other.text, name)) &&
    statements.filter((other) => namesWithin(other.text, name)).length >= 2 &&
    // "Emails" is no name if "emails" are spoken of.
    statements.every((other) => !namesWithin(other.text, name.toLowerCase()))
  )
}

/** Whether a text holds the name, and not at its beginning, where all is in capitals. */
function namesWithin(text: string, name: string): boolean {
  return text
    .split(/[^\p{L}\p{N}]+/u)
    .join(' ')
    .concat(' ')
    .includes(` ${name} `)
}

/** How many words stand for those in the room: "we", "you". */
export function participantsIn(text: string, language: string): number {
  const { participants } = speechPhrases(language)
  const words = text
    .toLowerCase()
    .replaceAll('’', "'")
    .split(/[^\p{L}']+/u)
  return words.filter((word) => participants.includes(word)).length
}

function stemUsage(statements: readonly Statement[]): Map<string, number> {
  const usage = new Map<string, number>()
  for (const { stems } of statements) {
    for (const stem of new Set(stems)) usage.set(stem, (usage.get(stem) ?? 0) + 1)
  }
  return usage
}
