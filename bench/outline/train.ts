/**
 * Learns the settings of the segmentation from all talks of the corpus and prints them, to be
 * copied into `packages/galley/src/platform/text/segmentation/learned-settings.ts`.
 * Run: `node bench/outline/train.ts`
 */
import { learnSettings } from './learn-settings.ts'
import { readTalks } from './read-talk.ts'

const { all } = learnSettings(await readTalks())
console.log(JSON.stringify(all, null, 2))
