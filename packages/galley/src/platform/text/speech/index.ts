/** Spoken text made readable: what nobody said masked, what nobody would write taken out. */
export { announcedTopic } from './announced-topic.ts'
export { cleanSentence } from './clean-sentence.ts'
export { describeSentence } from './describe-sentence.ts'
export type { SentenceTraits } from './describe-sentence.ts'
export { introduces } from './introduces.ts'
export { maskNoise } from './mask-noise.ts'
export { speechPhrases } from './phrases/index.ts'
export { splitSpeech } from './split-speech.ts'
