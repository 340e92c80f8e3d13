import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, it } from 'node:test'
import { brokenPromises, extractArticle } from './check-article.ts'
import { sourceOfTalk } from './fixtures/source-of.ts'

const corpus =
  process.env.GALLEY_CORPUS ??
  fileURLToPath(new URL('../../../../../../../shared/corpus', import.meta.url))
const files = ['talks', 'podcasts'].flatMap((folder) => {
  const path = `${corpus}/${folder}`
  return existsSync(path)
    ? readdirSync(path)
        .filter((name) => name.endsWith('.md'))
        .map((name) => `${folder}/${name}`)
    : []
})
const skip =
  files.length === 0 ? 'the corpus of talks is not on this machine (GALLEY_CORPUS)' : false

const fillers =
  /\b(um|uh|erm|uhm)\b|, (you know|I mean),|, right\?$|\[(laughter|laughs|unintelligible)|\(laughs?\)|\d\d:\d\d:\d\d|^(and|yeah|okay),? |^(well|right|anyway), |^so,? (?!far|much|many|long)/i
const dangling =
  /^(it|he|she|they|them|that|this|these|which|because|his|her|their|its)(?:'s|'re)? /i

/** Openings that are no pronoun's: "it turns out", "this talk". */
const standing =
  /^(it('s| is| was| would be) (\w+ )?\w+ (to|that|if|when|for)\b|it (turns|takes|costs)|this (talk|paper|article|book|proposal is called)|those who|these days)/i

describe('the embedded writer on real talks', { skip }, () => {
  for (const name of files) {
    // Every other one is read with its headings too.
    for (const headings of files.indexOf(name) % 2 === 0 ? [false, true] : [false]) {
      it(`${name} ${headings ? 'with' : 'without'} its headings`, () => {
        const source = sourceOfTalk(readFileSync(`${corpus}/${name}`, 'utf8'), { headings })
        const article = extractArticle([source])
        const { outline, chapters } = article
        assert.deepEqual(brokenPromises([source], article), [])

        assert.ok(
          outline.sections.length >= 5 && outline.sections.length <= 9,
          `${outline.sections.length} sections`,
        )
        const names = outline.sections.map((section) => section.heading.toLowerCase())
        assert.equal(new Set(names).size, names.length, 'headings repeat')
        if (!headings) for (const heading of names) assert.match(heading, /^\S+( \S+){0,8}$/)
        const single = names.filter((heading) => !heading.includes(' '))
        if (!headings) assert.deepEqual(single, [])

        assert.ok(outline.standfirst.length >= 1 && outline.standfirst.length <= 3)
        assert.ok(outline.takeaways.length >= 3 && outline.takeaways.length <= 6)
        for (const sentence of [...outline.takeaways, outline.standfirst[0]!]) {
          assert.ok(
            !dangling.test(sentence.text) || standing.test(sentence.text),
            `dangles: ${sentence.text}`,
          )
        }
        for (const chapter of chapters) {
          const words = chapter.blocks
            .flatMap((block) => block.sentences)
            .reduce((sum, { text }) => sum + text.split(/\s+/).length, 0)
          assert.ok(words <= 420, `${words} words in ${chapter.heading}`)
          assert.ok(chapter.blocks.filter((block) => block.kind === 'quote').length <= 4)
          for (const block of chapter.blocks) {
            if (block.kind === 'quote') assert.ok(block.speaker)
            for (const [at, { text }] of block.sentences.entries()) {
              assert.doesNotMatch(text, fillers)
              const answers = chapter.blocks[chapter.blocks.indexOf(block) - 1]?.kind === 'question'
              if (at === 0 && !answers)
                assert.ok(!dangling.test(text) || standing.test(text), `dangles: ${text}`)
            }
          }
        }
      })
    }
  }
})
