import { diffArrays } from 'diff'
import type { Mark, Node, Slice } from 'prosemirror-model'
import { ReplaceStep, Transform } from 'prosemirror-transform'

/** A stretch that another text of the same section has differently, to be taken or left. */
export interface SectionChange {
  /** Where it is in the section as it stands, counted from the section's first child. */
  from: number
  to: number
  /** What the other text has there. */
  slice: Slice
  /** The words that go and those that come; both empty where only a paragraph ends or begins. */
  removed: string
  added: string
}

/** A word, the space between two, a picture, or the beginning or the end of a block. */
interface Token {
  key: string
  from: number
  to: number
  /** What it does to the depth. */
  depth: -1 | 0 | 1
  isText: boolean
}

/** A stretch of tokens that differ: those of the section, and those of the other text. */
interface Hunk {
  from: number
  to: number
  otherFrom: number
  otherTo: number
}

/** Two changes with less than this between them are one: nobody decides about a single word. */
const NEAR_CHARACTERS = 12

/** Texts with more differences than this are other texts, and are compared block by block. */
const MOST_EDITS = 1000

/**
 * What differs between a section and another text of it, word by word and across blocks, in
 * stretches that can be taken one by one. Each begins and ends at the same depth in both, so that
 * whichever are taken give a section.
 *
 * @example
 * const changes = sectionChanges(section, sectionNode({ id, heading, markdown: proposal.markdown }))
 * takeChanges(section, changes) // the other text
 */
export function sectionChanges(section: Node, other: Node): SectionChange[] {
  const changes = compareWords(section, other) ?? compareBlocks(section, other)
  return isSound(section, other, changes) ? changes : [wholeChange(section, other)]
}

/** The section with these changes in it. */
export function takeChanges(section: Node, changes: readonly SectionChange[]): Node {
  const transform = new Transform(section)
  // From the end, so that those before it stay where they are.
  for (const { from, to, slice } of changes.toReversed()) {
    transform.step(new ReplaceStep(from, to, slice))
  }
  return transform.doc
}

function readTokens(section: Node): Token[] {
  const tokens: Token[] = []
  const read = (parent: Node, start: number) =>
    parent.forEach((node, offset) => {
      const from = start + offset
      const to = from + node.nodeSize
      if (node.isText) {
        const marks = node.marks.map(keyOf).join()
        let at = from
        for (const [word] of node.text!.matchAll(words)) {
          const end = at + word.length
          tokens.push({ key: `${marks} ${word}`, from: at, to: end, depth: 0, isText: true })
          at = end
        }
      } else if (node.isLeaf) {
        tokens.push({ key: `<${keyOf(node)}/>`, from, to, depth: 0, isText: false })
      } else {
        const key = keyOf(node)
        tokens.push({ key: `<${key}>`, from, to: from + 1, depth: 1, isText: false })
        read(node, from + 1)
        tokens.push({ key: `</${node.type.name}>`, from: to - 1, to, depth: -1, isText: false })
      }
    })
  read(section, 0)
  return tokens
}

/** Scripts without spaces have a character for a word. */
const words =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]|[\p{L}\p{N}\p{M}_'’]+|\s+|[^]/gu

const keyOf = ({ type, attrs }: Node | Mark): string => `${type.name} ${JSON.stringify(attrs)}`

/** Null where the two have too little in common. */
function compareWords(section: Node, other: Node): SectionChange[] | null {
  const [mine, theirs] = [readTokens(section), readTokens(other)]
  const hunks = findHunks(mine, theirs)
  return (
    hunks && describe(section, other, balance(joinNear(hunks, mine), mine, theirs), mine, theirs)
  )
}

/** Blocks that are not the same; where there are as many as before, each by itself. */
function compareBlocks(section: Node, other: Node): SectionChange[] {
  const [mine, theirs] = [readBlocks(section), readBlocks(other)]
  const hunks = (findHunks(mine, theirs) ?? []).flatMap((hunk) => {
    const { from, to, otherFrom, otherTo } = hunk
    if (to - from !== otherTo - otherFrom) return [hunk]
    return Array.from({ length: to - from }, (_, at) => ({
      from: from + at,
      to: from + at + 1,
      otherFrom: otherFrom + at,
      otherTo: otherFrom + at + 1,
    }))
  })
  return describe(section, other, hunks, mine, theirs)
}

/** Each block as if it were a word. */
function readBlocks(section: Node): Token[] {
  const tokens: Token[] = []
  section.forEach((node, from) =>
    tokens.push({
      key: JSON.stringify(node),
      from,
      to: from + node.nodeSize,
      depth: 0,
      isText: false,
    }),
  )
  return tokens
}

/** Null where the two have too little in common. */
function findHunks(tokens: readonly Token[], otherTokens: readonly Token[]): Hunk[] | null {
  const keys = (list: readonly Token[]) => list.map(({ key }) => key)
  const parts = diffArrays(keys(tokens), keys(otherTokens), { maxEditLength: MOST_EDITS })
  if (!parts) return null
  const hunks: Hunk[] = []
  let at = 0
  let otherAt = 0
  for (const { added, removed, value } of parts) {
    const { length } = value
    if (added || removed) {
      let hunk = hunks.at(-1)
      if (hunk?.to !== at || hunk.otherTo !== otherAt) {
        hunk = { from: at, to: at, otherFrom: otherAt, otherTo: otherAt }
        hunks.push(hunk)
      }
      if (removed) hunk.to += length
      else hunk.otherTo += length
    }
    if (!added) at += length
    if (!removed) otherAt += length
  }
  return hunks
}

function joinNear(hunks: readonly Hunk[], tokens: readonly Token[]): Hunk[] {
  const joined: Hunk[] = []
  for (const hunk of hunks) {
    const last = joined.at(-1)
    const between = last && tokens.slice(last.to, hunk.from)
    const isNear =
      between?.every(({ isText }) => isText) &&
      between.reduce((length, { from, to }) => length + to - from, 0) < NEAR_CHARACTERS
    if (isNear) Object.assign(last!, { to: hunk.to, otherTo: hunk.otherTo })
    else joined.push({ ...hunk })
  }
  return joined
}

/** Widens each until what it opens it also closes, in both texts. */
function balance(
  hunks: readonly Hunk[],
  tokens: readonly Token[],
  otherTokens: readonly Token[],
): Hunk[] {
  const netOf = (list: readonly Token[], from: number, to: number) => {
    let net = 0
    for (let index = from; index < to; index++) net += list[index]!.depth
    return net
  }
  const balanced: Hunk[] = []
  const waiting = hunks.map((hunk) => ({ ...hunk }))
  for (let hunk = waiting.shift(); hunk; hunk = waiting.shift()) {
    let net = netOf(tokens, hunk.from, hunk.to)
    let otherNet = netOf(otherTokens, hunk.otherFrom, hunk.otherTo)
    while ((net !== 0 || otherNet !== 0) && hunk.to < tokens.length) {
      const next = waiting[0]
      if (next?.from === hunk.to) {
        net += netOf(tokens, next.from, next.to)
        otherNet += netOf(otherTokens, next.otherFrom, next.otherTo)
        Object.assign(hunk, { to: next.to, otherTo: next.otherTo })
        waiting.shift()
        continue
      }
      net += tokens[hunk.to]!.depth
      otherNet += tokens[hunk.to]!.depth
      hunk.to += 1
      hunk.otherTo += 1
    }
    while ((net !== 0 || otherNet !== 0) && hunk.from > 0) {
      const previous = balanced.at(-1)
      if (previous?.to === hunk.from) {
        net += netOf(tokens, previous.from, previous.to)
        otherNet += netOf(otherTokens, previous.otherFrom, previous.otherTo)
        Object.assign(hunk, { from: previous.from, otherFrom: previous.otherFrom })
        balanced.pop()
        continue
      }
      hunk.from -= 1
      hunk.otherFrom -= 1
      net += tokens[hunk.from]!.depth
      otherNet += tokens[hunk.from]!.depth
    }
    const touched = balanced.at(-1)
    if (touched?.to === hunk.from) {
      Object.assign(touched, { to: hunk.to, otherTo: hunk.otherTo })
    } else balanced.push(hunk)
  }
  return balanced
}

const describe = (
  section: Node,
  other: Node,
  hunks: readonly Hunk[],
  tokens: readonly Token[],
  otherTokens: readonly Token[],
): SectionChange[] =>
  hunks.map((hunk) => {
    const [from, to] = span(tokens, hunk.from, hunk.to, section)
    const [otherFrom, otherTo] = span(otherTokens, hunk.otherFrom, hunk.otherTo, other)
    return changeAt(section, from, to, other.slice(otherFrom, otherTo))
  })

/** From the first to the last of some tokens; where there are none, the place between two. */
function span(tokens: readonly Token[], first: number, end: number, section: Node) {
  const from = tokens[first]?.from ?? section.content.size
  return [from, end > first ? tokens[end - 1]!.to : from] as const
}

/** All blocks behind the heading. */
function wholeChange(section: Node, other: Node): SectionChange {
  const slice = other.slice(other.firstChild!.nodeSize, other.content.size)
  return changeAt(section, section.firstChild!.nodeSize, section.content.size, slice)
}

const changeAt = (section: Node, from: number, to: number, slice: Slice): SectionChange => ({
  from,
  to,
  slice,
  removed: section.textBetween(from, to, '\n'),
  added: slice.content.textBetween(0, slice.content.size, '\n'),
})

/** Whether each can be taken alone, and all of them give the other text. */
function isSound(section: Node, other: Node, changes: readonly SectionChange[]): boolean {
  try {
    for (const change of changes) takeChanges(section, [change])
    return takeChanges(section, changes).eq(other)
  } catch {
    return false
  }
}
