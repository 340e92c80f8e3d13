import type { ModelQuestion } from '../../../../fakes/models/index.ts'
import type { TestApp } from '../../../../test/test-app.ts'

export interface ShownSection {
  id: string
  heading: string
  markdown: string
  is_edited: boolean
  sentences: { citations: unknown[]; support: string }[]
}

export interface ShownArticle {
  id: string
  version: number
  cause: string
  content: { parts: ShownSection[] }
}

/** A model that reworks a section: what it says rests on a segment that it was shown. */
export function rework({ schema, prompt, instructions }: ModelQuestion): unknown {
  const names = Object.keys((schema?.['properties'] ?? {}) as object)
  if (names.includes('text')) return { text: ' and kitchen scraps, 🐛 but never citrus.\nMore.' }
  const [, segment] = /^\[(\d+)\]/m.exec(prompt) ?? []
  const [, variation = '1'] = /variation (\d)/.exec(instructions) ?? []
  const segments = segment ? [Number(segment)] : []
  const paragraph = (...texts: string[]) => ({
    kind: 'paragraph',
    speaker: null,
    sentences: texts.map((text) => ({ text, segments })),
  })
  return {
    blocks: [
      paragraph('Worms eat leaves and straw.', `This is way number ${variation}.`),
      ...(prompt.includes('⟦1⟧') ? [paragraph('⟦1⟧')] : []),
      paragraph('They dig channels that let water reach the roots.'),
    ],
  }
}

/** An article of one section, by the embedded writer. */
export async function makeWormArticle(test: TestApp): Promise<ShownArticle> {
  const text = `# Worms\n\nWorms eat leaves, straw and kitchen scraps. They do not like citrus at all. A good garden has about 400 worms in every square metre. They dig channels that let water reach the roots. Thin leaves go first, and oak takes two winters.`
  const source = await test.call('POST', '/sources', { text, kind: 'markdown' })
  const started = await test.call('POST', '/pipelines/generate_blog', {
    source_ids: [source.json.id],
    sections: 1,
    model: 'embedded:extractive',
  })
  const { json: job } = await test.finish(started.json.job_id)
  return readArticle(test, job.output.document_id)
}

export async function readArticle(test: TestApp, id: string): Promise<ShownArticle> {
  return (await test.call('GET', `/documents/${id}`)).json as ShownArticle
}
