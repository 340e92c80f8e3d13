import { bare, speechRules } from './speech-rules.ts'

const mostWords = 10

/**
 * What a speaker says that the talk is about, in the speaker's words; null where a sentence does
 * not say it, or says only "this" or "it".
 *
 * @example
 * announcedTopic('Today I want to talk about the tech underlying Libra, which is new.', 'en')
 * // 'the tech underlying Libra'
 */
export function announcedTopic(clean: string, language: string): string | null {
  const rules = speechRules(language)
  const lead = rules.topicLeads?.exec(clean)
  if (!lead) return null
  const clause = clean
    .slice(lead.index + lead[0].length)
    .split(/[,;:!?()"“”«»]|\.(?=\s|$)|\s[–—-]/u, 1)[0]!
    .trim()
  const words = clause.split(/\s+/)
  // "How you can" opens a clause, whose verbs are its own.
  const isClause = rules.questionWords.has(bare(words[0]!))
  const end = isClause
    ? -1
    : words.findIndex((word, at) => at > 0 && rules.topicEnds.has(bare(word)))
  const topic = end < 0 ? words : words.slice(0, end)
  while (topic.length > 0 && rules.phrases.topicFillers.includes(bare(topic[0]!))) topic.shift()
  while (!isClause && topic.length > 0 && rules.unfinished.has(bare(topic.at(-1)!))) topic.pop()
  if (topic.length === 0 || topic.length > mostWords) return null
  const plain = topic.map(bare)
  // "Its leaks" may follow the city it speaks of; "how it works" and "the history of it" may not.
  const pointing = [...plain.slice(0, 2), plain.at(-1)!].some((word) => rules.pronouns.has(word))
  return pointing || plain.some((word) => rules.firstPerson.has(word)) ? null : topic.join(' ')
}
