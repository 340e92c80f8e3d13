import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startModelServer } from '../../../fakes/models/index.ts'
import type { ModelServer } from '../../../fakes/models/index.ts'
import { readStep } from '../../../test/read-step.ts'
import { createTestApp } from '../../../test/test-app.ts'
import type { TestApp } from '../../../test/test-app.ts'

const model = 'anthropic:claude-haiku-4-5'

describe('prompts of a workspace', () => {
  let test: TestApp
  let models: ModelServer
  let sourceId: string
  let documentId: string
  before(async () => {
    models = await startModelServer({
      protocol: 'anthropic',
      answer: ({ instructions }) => ({ text: `# Bees\n\nThey dance. ${instructions.length}` }),
    })
    test = await createTestApp({
      environment: {
        ANTHROPIC_API_KEY: 'key',
        ANTHROPIC_BASE_URL: models.url,
        GALLEY_MODEL: model,
      },
    })
    const source = await test.call('POST', '/sources', { text: 'Bees dance to show the way.' })
    sourceId = source.json.id
    const document = await test.call('POST', '/documents', {
      markdown: '# Wasps\n\n## Nests\n\nPaper.',
    })
    documentId = document.json.id
  })
  after(async () => {
    await test.close()
    await models.close()
  })

  const content = {
    purpose: 'article',
    tone: 'calm',
    instruction: 'About {{main_topic}}.',
    variables: [{ name: 'main_topic', label: 'Topic' }],
  }
  const create = async (name = 'Bees', more: object = {}) => {
    const { json, status } = await test.call('POST', '/prompt-templates', {
      name,
      content: { ...content, ...more },
    })
    assert.equal(status, 201, JSON.stringify(json))
    return json
  }

  it('are saved as versions that nobody overwrites, and rolled back by a new one', async () => {
    const made = await create()
    const place = `/prompt-templates/${made.id}`
    assert.deepEqual([made.version, made.content.variables[0].default], [1, ''])
    const edit = (base_version: number, more: object) =>
      test.call('PATCH', place, { base_version, ...more })

    const second = await edit(1, { content: { ...content, tone: 'brisk', length: 'short' } })
    assert.deepEqual([second.status, second.json.version], [200, 2], second.text)
    const stale = await edit(1, { content: { ...content, tone: 'mine' }, name: 'Mine' })
    assert.equal(`${stale.status} ${stale.json.code}`, '409 prompt_version_conflict')
    assert.equal(stale.json.details.mine.content.tone, 'mine')
    assert.equal(stale.json.details.theirs.content.tone, 'brisk')
    const same = await edit(2, { content: { ...content, tone: 'brisk', length: 'short' } })
    assert.equal(`${same.status} ${same.json.code}`, '422 prompt_unchanged')
    const named = await edit(2, { name: 'Bees and wasps' })
    assert.deepEqual([named.json.name, named.json.version], ['Bees and wasps', 2])

    const restored = await test.call('POST', `${place}/restore`, { version: 1 })
    assert.deepEqual([restored.json.version, restored.json.content.tone], [3, 'calm'])
    const { json } = await test.call('GET', `${place}/versions`)
    assert.deepEqual(
      json.items.map((one: Record<string, unknown>) => [
        one.version,
        one.summary,
        one.restored_from,
      ]),
      [
        [3, 'Restored version 1', 1],
        [2, 'Changed tone, length', null],
        [1, 'First version', null],
      ],
    )
    const old = await test.call('GET', `${place}?version=2`)
    assert.deepEqual(
      [old.json.content.tone, old.json.content_version, old.json.version],
      ['brisk', 2, 3],
    )
    assert.equal(
      (await test.call('GET', `${place}?version=9`)).json.code,
      'prompt_version_not_found',
    )

    const found = await test.call('GET', '/prompt-templates?search=WASP&purpose=article&sort=name')
    assert.deepEqual([found.json.items.length, found.json.items[0].version], [1, 3])
    assert.equal((await test.call('DELETE', place)).status, 204)
    assert.equal((await test.call('GET', place)).json.code, 'prompt_template_not_found')
    const audit = await test.call('GET', '/audit?limit=20')
    const actions = audit.json.items.map(({ action }: { action: string }) => action)
    for (const action of ['create', 'version', 'rename', 'delete']) {
      assert.ok(actions.includes(`prompt_template.${action}`), actions.join())
    }
  })

  it('are composed as a model gets them, with warnings instead of errors', async () => {
    const { json, status } = await test.call('POST', '/prompt-templates/compose', {
      content: {
        ...content,
        instruction: '{{main_topic}} {{other}}',
        source_ids: [sourceId, 'src_gone'],
        document_ids: [documentId],
      },
    })
    assert.equal(status, 200, JSON.stringify(json))
    const codes = json.warnings.map((one: Record<string, string>) => `${one.code} ${one.subject}`)
    assert.deepEqual(codes, [
      'variable_unknown other',
      'variable_empty main_topic',
      'context_missing src_gone',
    ])
    const sum = json.parts.reduce((all: number, { tokens }: { tokens: number }) => all + tokens, 0)
    assert.deepEqual([json.tokens, json.window_tokens, json.model], [sum, 200_000, model])
    assert.ok(json.cost_micros > 0)
    const text = JSON.stringify(json.parts)
    assert.ok(text.includes('Bees dance') && text.includes('Paper.') && !text.includes('---'), text)

    const long = await test.call('POST', '/sources', {
      text: `${'Bees 🐝 dance. '.repeat(30_000)}`,
    })
    const large = await test.call('POST', '/prompt-templates/compose', {
      content: { purpose: 'section', source_ids: [long.json.id] },
    })
    assert.deepEqual(
      large.json.warnings.map(({ code }: { code: string }) => code),
      ['context_too_large'],
    )
  })

  it('are tried: streamed, priced before and after, kept until somebody deletes it', async () => {
    const { id } = await create('Tried', { source_ids: [sourceId] })
    const input = { template_id: id, values: { main_topic: 'queens' }, model }
    const estimate = await test.call('POST', '/steps/prompt.try/estimate', input)
    assert.ok(estimate.json.cost_micros > 0, estimate.text)
    const events = await (await readStep(test.app, test.key, 'prompt.try', input)).rest()
    const run = events.at(-1)!.data
    assert.equal(events.at(-1)!.event, 'result', JSON.stringify(run))
    const deltas = events.filter(({ event }) => event === 'delta')
    assert.equal(deltas.map(({ data }) => data.text).join(''), run.text)
    assert.deepEqual([run.template_id, run.version, run.values], [id, 1, { main_topic: 'queens' }])
    assert.ok(run.cost_micros > 0 && run.output_tokens > 0)
    const seen = JSON.stringify(models.requests.at(-1)!.question)
    assert.ok(seen.includes('About queens.') && seen.includes('Bees dance'), seen)

    const draft = { ...content, tone: 'loud', instruction: '', variables: [] }
    const tried = await test.call('POST', '/steps/prompt.try', { template_id: id, draft })
    assert.deepEqual([tried.json.version, tried.json.content.tone], [null, 'loud'], tried.text)
    await test.call('PATCH', `/prompt-runs/${run.id}`, { is_favourite: true })
    const list = async (query = '') =>
      (await test.call('GET', `/prompt-runs?template_id=${id}${query}`)).json.items.map(
        (one: { id: string }) => one.id,
      )
    assert.deepEqual(await list(), [tried.json.id, run.id])
    assert.deepEqual(await list('&is_favourite=true'), [run.id])
    assert.equal((await test.call('DELETE', `/prompt-runs/${tried.json.id}`)).status, 204)
    assert.deepEqual(await list(), [run.id])
    await test.call('DELETE', `/prompt-templates/${id}`)
    assert.deepEqual(await list(), [], 'tries end with their prompt')
  })

  it('say what stands in the way of using them', async () => {
    const { id } = await create('Refused')
    const attempt = async (input: object) => {
      const { status, json } = await test.call('POST', '/steps/prompt.try', input)
      return `${status} ${json.code}`
    }
    const values = { main_topic: 'x' }
    assert.equal(await attempt({}), '422 prompt_missing')
    assert.equal(await attempt({ template_id: id }), '422 prompt_variable_empty')
    assert.equal(
      await attempt({ template_id: id, values: { topic: 'x' } }),
      '422 prompt_value_unknown',
    )
    assert.equal(
      await attempt({ draft: { purpose: 'article', instruction: '{{x}}' } }),
      '422 prompt_variable_unknown',
    )
    assert.equal(
      await attempt({ template_id: id, values, model: 'embedded:extractive' }),
      '422 prompt_model_required',
    )
    const theirs = await test.addWorkspace()
    const foreign = await theirs.call('GET', `/prompt-templates/${id}`)
    assert.deepEqual([foreign.status, foreign.json.code], [404, 'prompt_template_not_found'])
    const resolved = await test.call('POST', '/steps/prompt.resolve', {
      template_id: id,
      values,
      purpose: 'article',
    })
    assert.equal(resolved.json.reference, `${id}@1`, resolved.text)
    const wrong = await test.call('POST', '/steps/prompt.resolve', {
      template_id: id,
      values,
      purpose: 'section',
    })
    assert.equal(wrong.json.code, 'prompt_purpose_wrong', wrong.text)
  })

  it('begin with presets that can be used as they are', async () => {
    const { json } = await test.call('GET', '/prompt-presets')
    assert.ok(json.items.length >= 6)
    for (const preset of json.items) {
      const composed = await test.call('POST', '/prompt-templates/compose', {
        content: preset.content,
        values: { customer: 'ACME' },
      })
      const problems = composed.json.warnings.map(({ subject }: { subject: string }) => subject)
      assert.deepEqual(problems, [], preset.id)
    }
  })
})
