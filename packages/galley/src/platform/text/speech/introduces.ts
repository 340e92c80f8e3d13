import { announcedTopic } from './announced-topic.ts'
import { speechRules } from './speech-rules.ts'

/**
 * What a sentence presents at the beginning of a talk or a show: its `topic`, or the `guest` with
 * what the guest does. Null where it does neither, or greets, thanks and advertises.
 *
 * @example
 * introduces("Today on the show we're talking about heat pumps with Ada Berg.", 'en') // 'topic'
 * introduces('With us is Ada Berg, the founder of Warmhaus.', 'en') // 'guest'
 * introduces('Welcome back to the show.', 'en') // null
 */
export function introduces(clean: string, language: string): 'topic' | 'guest' | null {
  const rules = speechRules(language)
  const straight = clean.replaceAll('’', "'")
  if (/[?？]["”»]?$/.test(straight)) return null
  if (rules.pleasantries?.test(straight)) return null
  if (rules.guestLeads?.test(straight) && rules.callings?.test(straight)) return 'guest'
  if (rules.showLeads?.test(straight)) return 'topic'
  return rules.announcements?.test(straight) && opensWithTopic(straight, language) ? 'topic' : null
}

/** "We need help, and so we'll talk about ways" is about help. */
function opensWithTopic(straight: string, language: string): boolean {
  const topic = announcedTopic(straight, language)
  if (topic === null) return false
  const { conjunctions } = speechRules(language)
  const [, ...clauses] = straight.slice(0, straight.indexOf(topic)).split(/,\s*/)
  return !clauses.some((clause) => conjunctions?.test(clause))
}
