import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { createLiveTextHub, createTextMailbox } from './live-text.ts'

describe('words that are seen while they are written', () => {
  it('reach those who watch that job, from then on, until they leave', () => {
    const hub = createLiveTextHub()
    const heard: string[] = []
    hub.publish('job_1', { text: 'before', index: 0 })
    const leave = hub.subscribe('job_1', ({ text }) => heard.push(text))
    hub.publish('job_1', { text: 'now', index: 0 })
    hub.publish('job_2', { text: 'elsewhere', index: 0 })
    leave()
    hub.publish('job_1', { text: 'after', index: 0 })
    assert.deepEqual(heard, ['now'])
  })

  it('are whole for whoever reads slowly, in fewer pieces', () => {
    const piece = fc.record({ text: fc.string(), index: fc.nat(3), isTaken: fc.boolean() })
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const mailbox = createTextMailbox()
        const [sent, read] = [new Map<number, string>(), new Map<number, string>()]
        const add = (to: Map<number, string>, index: number, text: string) =>
          to.set(index, (to.get(index) ?? '') + text)
        const take = () => {
          const taken = mailbox.take()
          assert.equal(new Set(taken.map(({ index }) => index)).size, taken.length)
          for (const { index, text } of taken) add(read, index, text)
        }
        for (const { text, index, isTaken } of pieces) {
          add(sent, index, text)
          mailbox.put({ text, index })
          if (isTaken) take()
        }
        take()
        assert.deepEqual(read, sent)
      }),
    )
  })
})
