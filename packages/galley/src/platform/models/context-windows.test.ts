import assert from 'node:assert/strict'
import { it } from 'node:test'
import { contextWindowOf } from './context-windows.ts'

it('a context window is known by the name of its model, or not at all', () => {
  const windows = [
    'anthropic:claude-haiku-4-5-20251001',
    'anthropic:claude-opus-5-5',
    'openai:gpt-5.4-mini',
    'openai:gpt-6.1-sol',
    'compatible:llama',
    'embedded:extractive',
  ].map(contextWindowOf)
  assert.deepEqual(windows, [200_000, 1_000_000, 400_000, 1_000_000, null, null])
})
