import { tokenize } from '../../../platform/text/index.ts'
import {
  announcedTopic,
  describeSentence,
  introduces,
} from '../../../platform/text/speech/index.ts'
import { bestOf, standsAlone } from './highlights.ts'
import type { Material, Statement } from './material.ts'

/** How much of a talk is its beginning, and how many sentences that is at least and at most. */
const beginning = { share: 0.05, least: 12, most: 40 }

/** A sentence that tells nothing beyond the title needs as many new words to be worth its place. */
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
  const reach = Math.min(
    beginning.most,
    Math.max(beginning.least, statements.length * beginning.share),
  )
  const usage = stemUsage(statements)
  const titleStems = new Set(stemsOf(title, language))
  // "I" announces much that is not the subject.
  const isOnSubject = ({ stems, traits }: Statement): boolean =>
    stems.some((stem) =>
      traits.isFirstPerson ? subjectStems.has(stem) : (usage.get(stem) ?? 0) >= 3,
    )
  const weigh = (statement: Statement): number => {
    const what = introduces(statement.text, language)
    if (what === null || !isOnSubject(statement)) return 0
    const telling = new Set(
      (what === 'guest'
        ? statement.stems
        : stemsOf(topicOf(statement.text, language), language)
      ).filter(
        (stem) => !titleStems.has(stem) && (subjectStems.has(stem) || (usage.get(stem) ?? 0) > 1),
      ),
    ).size
    if (telling < fewestNewStems) return 0
    return (
      Math.sqrt(telling) *
      (statement.stems.some((stem) => subjectStems.has(stem)) ? 1.6 : 1) *
      (statement.traits.isFirstPerson ? 0.6 : 1) *
      (statement.traits.isWhole ? 1 : 0.5) *
      standsAlone(statement)
    )
  }
  const best = bestOf(
    statements.slice(0, reach).filter((statement) => canIntroduce(statement, language)),
    weigh,
  )
  return best && weigh(best) > 0 ? best : null
}

/** Talk about the show is no noise here, so `kind` is asked only whether it is a sentence. */
function canIntroduce({ traits, isFlawed, text }: Statement, language: string): boolean {
  return (
    !isFlawed &&
    (traits.kind === 'statement' || traits.kind === 'noise') &&
    traits.words >= 7 &&
    traits.words <= 40 &&
    traits.dependence === 0 &&
    traits.contentWords >= 3 &&
    introduces(text, language) !== null
  )
}

/** The topic and what is said of it, unless that is about the talk again. */
function topicOf(text: string, language: string): string {
  const topic = announcedTopic(text, language)
  if (topic === null) return text
  const rest = text.slice(text.indexOf(topic))
  const isOfTheTalk = describeSentence(rest.slice(topic.length), rest, language).isAnnouncement
  return isOfTheTalk ? topic : rest
}

/** The stems of a text's words that carry meaning. */
export function stemsOf(text: string, language: string): string[] {
  return tokenize(text, language)
    .filter((token) => !token.isStopWord)
    .map((token) => token.stem)
}

function stemUsage(statements: readonly Statement[]): Map<string, number> {
  const usage = new Map<string, number>()
  for (const { stems } of statements) {
    for (const stem of new Set(stems)) usage.set(stem, (usage.get(stem) ?? 0) + 1)
  }
  return usage
}
