import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startModelServer } from '../../../fakes/models/index.ts'
import type { ModelServer } from '../../../fakes/models/index.ts'
import { createTestApp, sampleTalk } from '../../../test/test-app.ts'
import type { TestApp } from '../../../test/test-app.ts'

describe('writing with a prompt of the workspace', () => {
  let test: TestApp
  let models: ModelServer
  before(async () => {
    models = await startModelServer({ protocol: 'anthropic' })
    test = await createTestApp({
      environment: {
        ANTHROPIC_API_KEY: 'key',
        ANTHROPIC_BASE_URL: models.url,
        GALLEY_MODEL: 'anthropic:claude-haiku-4-5',
      },
    })
  })
  after(async () => {
    await test.close()
    await models.close()
  })

  const post = (path: string, body: object) => test.call('POST', path, body)
  const addSource = async (text: string) => (await post('/sources', { text })).json.id as string
  const addPrompt = async (content: object) => {
    const { json, text } = await post('/prompt-templates', { name: 'Ours', content })
    assert.ok(json.id, text)
    return json.id as string
  }
  const toldSince = (from: number) =>
    models.requests.slice(from).map(({ question }) => question.instructions)

  it('takes what it says, names it for good, and reads its sources', async () => {
    const source_ids = [await addSource(sampleTalk)]
    const own = await addSource('Robins follow the spade, because worms come up behind it.')
    const prompt_template_id = await addPrompt({
      purpose: 'article',
      tone: 'warm',
      audience: '{{readers}}',
      instruction: 'Never say soil.',
      variables: [{ name: 'readers' }],
      source_ids: [own, 'src_gone'],
    })
    const from = models.requests.length
    const started = await post('/pipelines/generate_blog', {
      source_ids,
      prompt_template_id,
      prompt_values: { readers: 'new gardeners' },
    })
    assert.equal(started.status, 202, started.text)
    const { json: job } = await test.finish(started.json.job_id)
    assert.equal(job.status, 'succeeded', JSON.stringify(job.error))
    const { json: document } = await test.call('GET', `/documents/${job.output.document_id}`)
    assert.ok(document.provenance.prompts.includes(`${prompt_template_id}@1`))
    assert.deepEqual(document.provenance.source_ids, [...source_ids, own])
    const told = toldSince(from).filter((words) => words.includes('Never say soil.'))
    assert.ok(told.length >= 2, 'the outline and the chapter')
    assert.ok(told.every((words) => /Tone: warm\.[\s\S]*Readers: new gardeners\./.test(words)))

    const section = {
      document_id: document.id,
      section_id: document.content.parts[0].id,
      action: 'instruct',
    }
    const wrong = await post('/steps/section.rewrite', { ...section, prompt_template_id })
    assert.equal(`${wrong.status} ${wrong.json.code}`, '422 prompt_purpose_wrong')
    const ours = await addPrompt({ purpose: 'section', instruction: 'Short sentences.' })
    const rewritten = await post('/steps/section.rewrite', {
      ...section,
      prompt_template_id: ours,
    })
    const [proposal] = rewritten.json.proposals ?? assert.fail(rewritten.text)
    assert.equal(proposal.prompt_template, `${ours}@1`)
    assert.ok(toldSince(-1)[0]!.includes('Short sentences.'))
    const accepted = await post(`/proposals/${proposal.id}/accept`, { base_version: 1 })
    assert.ok(accepted.json.provenance.prompts.includes(`${ours}@1`), accepted.text)
  })

  it('is refused before anything is spent, with the reason', async () => {
    const source_ids = [await addSource(sampleTalk)]
    const id = await addPrompt({
      purpose: 'article',
      instruction: '{{topic}}',
      variables: [{ name: 'topic' }],
    })
    const attempt = async (choice: object) => {
      const { status, json } = await post('/pipelines/generate_blog', { source_ids, ...choice })
      return `${status} ${json.code}`
    }
    const chosen = { prompt_template_id: id, prompt_values: { topic: 'x' } }
    assert.equal(await attempt({ prompt_template_id: id }), '422 prompt_variable_empty')
    assert.equal(await attempt({ ...chosen, prompt_version: 7 }), '404 prompt_version_not_found')
    assert.equal(
      await attempt({ ...chosen, model: 'embedded:extractive' }),
      '422 prompt_model_required',
    )
    assert.equal(await attempt({ prompt_values: { topic: 'x' } }), '422 prompt_template_missing')
    const theirs = await test.addWorkspace()
    const theirSource = await theirs.call('POST', '/sources', { text: sampleTalk })
    const foreign = await theirs.call('POST', '/pipelines/generate_blog', {
      source_ids: [theirSource.json.id],
      ...chosen,
    })
    assert.equal(foreign.json.code, 'prompt_template_not_found')
    await test.call('DELETE', `/prompt-templates/${id}`)
    assert.equal(await attempt(chosen), '404 prompt_template_not_found')
  })
})
