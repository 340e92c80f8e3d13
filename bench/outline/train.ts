/**
 * Learns the boundary weights from all talks of the corpus and prints them, to be copied into
 * `packages/galley/src/platform/text/segmentation/boundary-weights.ts`.
 * Run: `node bench/outline/train.ts`
 */
import { examplesOf, learnWeights } from './learn-weights.ts'
import { readTalks, turnsOnly } from './read-talk.ts'

const talks = await readTalks()
const examples = talks.flatMap((talk) => examplesOf(turnsOnly(talk)))
const headings = examples.filter((example) => example.isBoundary).length
console.log(`// ${talks.length} talks, ${examples.length} places, ${headings} headings`)
console.log(JSON.stringify(learnWeights(examples), null, 2))
