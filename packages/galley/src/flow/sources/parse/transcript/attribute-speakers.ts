import type { Block } from '../parsed-source.ts'
import { readLabel, type SpeakerLabel } from './speaker-label.ts'
import { chooseSpeakers, type Expectations, type SpeakerRoster } from './speaker-roster.ts'
import { TIME_CODE } from './time-code.ts'

/** A paragraph cut at its labels, before it is known which labels count. */
export interface Turn {
  block: Block
  label: SpeakerLabel | null
  /** The line as it stands, for when its label turns out to be ordinary words. */
  line: string
  text: string
}

/**
 * Finds out who speaks. Where the labels of a text agree (several, of names that come back, or with
 * times) they leave the text and become `speaker` and `startMs`; otherwise the text stays as it is.
 *
 * @example
 * attributeSpeakers([{ kind: 'paragraph', text: 'Ann: Hi.' }, { kind: 'paragraph', text: 'Bo: Hi.' },
 *   { kind: 'paragraph', text: 'Ann: So.' }]) // speakers Ann, Bo, Ann
 */
export function attributeSpeakers(blocks: Block[], expectations: Expectations = {}): Block[] {
  const { speakers = [] } = expectations
  const turns = blocks.flatMap(cutAtLabels)
  const roster = chooseSpeakers(turns, expectations)
  const onlySpeaker = speakers.length === 1 ? speakers[0]! : null
  const spoken = roster
    ? withEndTimes(walk(turns, roster, onlySpeaker))
    : blocks.map((block) => ({ ...block, speaker: spokenBy(block, onlySpeaker) }))
  return onlySpeaker === null || roster?.isContinuous ? spoken : withSilentPreamble(spoken)
}

function cutAtLabels(block: Block): Turn[] {
  if (block.kind !== 'paragraph')
    return [{ block, label: null, line: block.text, text: block.text }]
  const turns: Turn[] = []
  for (const line of block.text.replace(/[ \t\u00a0]+/g, ' ').split('\n')) {
    const label = readLabel(line)
    const last = turns.at(-1)
    if (label || !last) turns.push({ block, label, line, text: label?.rest ?? line })
    else {
      last.line += `\n${line}`
      last.text += `\n${line}`
    }
  }
  return turns
}

function walk(turns: Turn[], roster: SpeakerRoster, onlySpeaker: string | null): Block[] {
  const spoken: Block[] = []
  let speaker = roster.isContinuous ? null : onlySpeaker
  let startMs: number | null = null
  for (const turn of turns) {
    const label = roster.accepts(turn) ? turn.label : null
    if (label) {
      startMs = label.startMs ?? (label.name === null ? startMs : null)
      if (label.name !== null) speaker = roster.nameOf(label.name)
    } else if (!roster.isContinuous) {
      // In a talk with questions a label covers its own paragraph; the rest is the talk itself.
      speaker = onlySpeaker
      startMs = null
    }
    const text = label ? turn.text : turn.line
    const { block } = turn
    spoken.push({
      ...block,
      text: withoutGaps(text),
      speaker: spokenBy(block, speaker),
      startMs: block.kind === 'heading' ? null : startMs,
    })
  }
  return spoken
}

/** Credits, notes and subtitles above the first heading are not spoken. */
function withSilentPreamble(blocks: Block[]): Block[] {
  const first = blocks.findIndex((block) => block.kind === 'heading')
  const isNote = (block: Block) => block.kind === 'list-item' || block.text.split(/\s+/).length < 30
  return blocks.map((block, index) =>
    index < first && isNote(block) ? { ...block, speaker: null } : block,
  )
}

/** Headings are the editor's, not the speaker's. */
function spokenBy(block: Block, speaker: string | null): string | null {
  return block.kind === 'heading' || block.kind === 'table' ? null : speaker
}

const STRAY_TIME = new RegExp(String.raw`\s?\[${TIME_CODE}\]`, 'g')

/** `[unintelligible 00:31:12]`, `[00:31:12]`: the time is for whoever mends the transcript. */
function withoutGaps(text: string): string {
  return text
    .replace(/\[((?:unintelligible|inaudible|crosstalk|indistinct)\b)[^\]\n]{0,30}\]/gi, '[$1]')
    .replace(STRAY_TIME, '')
}

/** A turn ends where the next one begins, as far as both say when. */
function withEndTimes(blocks: Block[]): Block[] {
  const ended = blocks.filter((block) => block.text.trim() !== '')
  const said = ended.filter((block) => block.kind !== 'heading')
  for (let index = said.length - 2; index >= 0; index -= 1) {
    const [block, next] = [said[index]!, said[index + 1]!]
    if (block.startMs == null || next.startMs == null) continue
    const endMs = next.startMs === block.startMs ? next.endMs : next.startMs
    block.endMs = endMs != null && endMs > block.startMs ? endMs : null
  }
  return ended
}
