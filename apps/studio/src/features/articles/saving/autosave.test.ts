import assert from 'node:assert/strict'
import test from 'node:test'
import type { ArticleOperation, ArticleText } from '@galley/markdown'
import type { ArticleDocument } from './article-text.ts'
import { createAutosave } from './autosave.ts'
import type { Draft, SaveState } from './autosave.ts'

class Refusal extends Error {}
class Silence extends Error {}

const section = (id: string, markdown: string) => ({ id, heading: `About ${id}`, markdown })

/** A server that applies whole-section replacements, and an editor that holds a text. */
function open({ draft = null as Draft | null } = {}) {
  const server = {
    version: 1,
    sections: [section('a', 'One.'), section('b', 'Two.')],
    isAway: false,
    saves: 0,
  }
  const documentNow = () =>
    ({
      version: server.version,
      content: {
        fields: {
          title: 'T',
          standfirst: { markdown: '', sentences: [] },
          takeaways: { markdown: '', sentences: [] },
        },
        parts: server.sections.map((part) => ({ ...part, sentences: [] })),
      },
    }) as unknown as ArticleDocument
  let text: ArticleText = { title: 'T', standfirst: '', takeaways: '', sections: server.sections }
  let kept: Draft | null = draft
  const states: SaveState['kind'][] = []
  const autosave = createAutosave({
    document: documentNow(),
    getText: () => text,
    async save(baseVersion, operations: ArticleOperation[]) {
      if (server.isAway) throw new Silence()
      if (baseVersion !== server.version) throw new Refusal()
      server.saves += 1
      server.version += 1
      for (const operation of operations) {
        if (operation.op === 'replace') {
          server.sections = server.sections.map((part) =>
            part.id === operation.part_id ? { ...part, ...operation.value } : part,
          )
        }
        if (operation.op === 'insert') {
          const at = server.sections.findIndex(({ id }) => id === operation.after) + 1
          server.sections = server.sections.toSpliced(
            at,
            0,
            section(`srv-${server.version}`, operation.value.markdown),
          )
        }
      }
      return documentNow()
    },
    load: async () => documentNow(),
    isConflict: (error) => error instanceof Refusal,
    isOffline: (error) => error instanceof Silence,
    onSaved(_document, ids) {
      text = {
        ...text,
        sections: text.sections.map((part) => ({ ...part, id: ids.get(part.id) ?? part.id })),
      }
    },
    onMerged: (_document, merged) => void (text = merged),
    onState: ({ kind }) => void states.push(kind),
    keepDraft: async (next) => void (kept = next),
    timing: { idleMs: 5, draftMs: 1, retryMs: 5 },
  })
  const write = (id: string, markdown: string) => {
    text = {
      ...text,
      sections: text.sections.map((part) => (part.id === id ? { ...part, markdown } : part)),
    }
    autosave.touch()
  }
  const others = (id: string, markdown: string) => {
    server.version += 1
    server.sections = server.sections.map((part) => (part.id === id ? { ...part, markdown } : part))
  }
  return {
    server,
    autosave,
    states,
    write,
    others,
    text: () => text,
    setText: (next: ArticleText) => void (text = next),
    draft: () => kept,
  }
}

const texts = ({ sections }: { sections: readonly { markdown: string }[] }) =>
  sections.map(({ markdown }) => markdown)

test('what is written is saved, and the draft forgotten', async () => {
  const { server, autosave, write, draft } = open()
  write('a', 'Changed.')
  await autosave.flush()
  assert.deepEqual(texts(server), ['Changed.', 'Two.'])
  assert.equal(autosave.state().kind, 'saved')
  assert.equal(draft(), null)
  autosave.stop()
})

test('nothing is sent when nothing changed', async () => {
  const { server, autosave } = open()
  autosave.touch()
  await autosave.flush()
  assert.equal(server.saves, 0)
  autosave.stop()
})

test('a new section gets the id of the server', async () => {
  const { autosave, text, setText } = open()
  const { sections } = text()
  setText({ ...text(), sections: [sections[0]!, section('new-1', 'New.'), sections[1]!] })
  autosave.touch()
  await autosave.flush()
  assert.deepEqual(
    text().sections.map(({ id }) => id),
    ['a', 'srv-2', 'b'],
  )
  autosave.stop()
})

test('without a server the draft stays here, and goes out when it is back', async () => {
  const { server, autosave, write, draft } = open()
  server.isAway = true
  write('a', 'Changed.')
  await autosave.flush()
  assert.equal(autosave.state().kind, 'offline')
  assert.deepEqual(texts(draft()!.text), ['Changed.', 'Two.'])
  server.isAway = false
  await autosave.flush()
  assert.deepEqual(texts(server), ['Changed.', 'Two.'])
  assert.equal(draft(), null)
  autosave.stop()
})

test('what somebody else wrote elsewhere is merged without asking', async () => {
  const { server, autosave, write, others, text, states } = open()
  others('b', 'Theirs.')
  write('a', 'Mine.')
  await autosave.flush()
  assert.deepEqual(texts(server), ['Mine.', 'Theirs.'])
  assert.deepEqual(texts(text()), ['Mine.', 'Theirs.'])
  assert.ok(!states.includes('conflict'))
  autosave.stop()
})

test('at the same place a person decides; until then nothing is overwritten', async () => {
  for (const [choice, result] of [
    ['mine', 'Mine.'],
    ['theirs', 'Theirs.'],
  ] as const) {
    const { server, autosave, write, others, text, draft } = open()
    others('a', 'Theirs.')
    write('a', 'Mine.')
    await autosave.flush()
    assert.equal(autosave.state().kind, 'conflict')
    assert.deepEqual(texts(server), ['Theirs.', 'Two.'])
    assert.equal(texts(draft()!.text)[0], 'Mine.')
    const aside = await autosave.resolve(choice)
    assert.deepEqual(texts(server)[0], result)
    assert.deepEqual(texts(text())[0], result)
    assert.equal(texts(aside!)[0], choice === 'mine' ? 'Theirs.' : 'Mine.')
    assert.equal(autosave.state().kind, 'saved')
    autosave.stop()
  }
})

test('a draft of an earlier visit goes on where it was', async () => {
  const { server, autosave, text, others } = open()
  const base = { version: 1, text: text() }
  const mine = { ...text(), sections: [section('a', 'Draft.'), section('b', 'Two.')] }
  autosave.restore({ base, text: mine, at: '' })
  await autosave.flush()
  assert.deepEqual(texts(server), ['Draft.', 'Two.'])
  others('a', 'x')
  autosave.stop()
})

test('what comes from the server goes in at once where nothing is in its way', async () => {
  const { autosave, others, text, server } = open()
  others('b', 'Theirs.')
  const theirs = {
    version: server.version,
    content: {
      fields: { title: 'T', standfirst: { markdown: '' }, takeaways: { markdown: '' } },
      parts: server.sections,
    },
  } as unknown as ArticleDocument
  await autosave.notice(theirs)
  assert.deepEqual(texts(text()), ['One.', 'Theirs.'])
  autosave.stop()
})
