import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { blankContent, changeVariable, isSameDraft, valuesFor, withVariables } from './draft.ts'

const content = {
  ...blankContent,
  tone: '{{ mood }}',
  instruction: 'On {{topic}}, {{mood}}. {{No}}',
}

describe('a draft of a prompt', () => {
  it('has the variables that its texts name', () => {
    const names = withVariables(content).variables.map(({ name }) => name)
    assert.deepEqual(names, ['mood', 'topic'])
  })

  it('remembers what was known of one that is away for a moment', () => {
    const known = changeVariable(content, { name: 'topic', label: 'Topic', default: 'bees' })
    const away = { ...known, instruction: '' }
    assert.deepEqual(
      withVariables(away).variables.map(({ name }) => name),
      ['mood'],
    )
    const back = withVariables({ ...away, instruction: '{{topic}}' })
    assert.equal(back.variables.at(-1)!.label, 'Topic')
  })

  it('is the same when what differs is not saved', () => {
    const draft = { name: 'A', description: '', content }
    const saved = { ...draft, content: withVariables(content) }
    assert.ok(isSameDraft(draft, saved))
    assert.ok(!isSameDraft(draft, { ...saved, name: 'B' }))
  })

  it('sends values of its own variables alone', () => {
    const values = { mood: 'calm', topic: ' ', gone: 'x' }
    assert.deepEqual(valuesFor(withVariables(content), values), { mood: 'calm' })
  })
})
