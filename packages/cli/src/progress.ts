import { styleText } from 'node:util'
import type { Job } from '@galley/galley/node'
import { formatCost, formatDuration } from './format.ts'

export interface Progress {
  say(line: string): void
  show(job: Job): void
  done(): void
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const FRAME_MS = 80

/**
 * What happens, on standard error: a live list on a terminal, a line per finished step elsewhere,
 * nothing when the caller wants JSON.
 */
export function createProgress(
  isSilent: boolean,
  stream: NodeJS.WriteStream = process.stderr,
): Progress {
  if (isSilent) return { say: () => undefined, show: () => undefined, done: () => undefined }
  return stream.isTTY ? liveProgress(stream) : plainProgress(stream)
}

function plainProgress(stream: NodeJS.WriteStream): Progress {
  const seen = new Set<string>()
  return {
    say: (line) => void stream.write(`${line}\n`),
    show(job) {
      for (const step of job.steps) {
        if (!step.finishedAt || seen.has(step.key)) continue
        seen.add(step.key)
        stream.write(`${describe(step)}\n`)
      }
    },
    done: () => undefined,
  }
}

function liveProgress(stream: NodeJS.WriteStream): Progress {
  let lines = 0
  let last: Job | null = null
  const draw = () => {
    if (!last) return
    const text = render(last, stream)
    stream.write(`${lines > 0 ? `\u001b[${lines}A` : ''}\u001b[0J${text.join('\n')}\n`)
    lines = text.length
  }
  const timer = setInterval(draw, FRAME_MS)
  timer.unref()
  return {
    say: (line) => void stream.write(`${line}\n`),
    show: (job) => void (last = job),
    done() {
      clearInterval(timer)
      draw()
    },
  }
}

/** As much as the window shows, the newest at the bottom: the cursor cannot go back above its top. */
function render(job: Job, stream: NodeJS.WriteStream): string[] {
  const columns = stream.columns || 80
  const rows = stream.rows || 24
  const paint = (colour: 'green' | 'red' | 'cyan' | 'dim', text: string) =>
    styleText(colour, text, { stream })
  const frame = FRAMES[Math.floor(Date.now() / FRAME_MS) % FRAMES.length]!
  const steps = job.steps.map((step) => {
    const mark = !step.finishedAt
      ? paint('cyan', frame)
      : step.status === 'succeeded'
        ? paint('green', '✓')
        : paint('red', '✗')
    return `  ${mark} ${cut(describe(step), columns - 5)}`
  })
  const end = job.finishedAt ?? new Date()
  const total = formatDuration(end.getTime() - job.createdAt.getTime())
  const summary = `  ${bar(job.progress)} ${Math.round(job.progress * 100)} %  ${total}  ${formatCost(job.usage.costMicros)}`
  return [...steps.slice(-Math.max(1, rows - 2)), paint('dim', cut(summary, columns - 1))]
}

function describe(step: Job['steps'][number]): string {
  const time = formatDuration((step.finishedAt ?? new Date()).getTime() - step.startedAt.getTime())
  const again = step.attempts > 1 ? ` (${step.attempts} tries)` : ''
  const cost = step.usage?.costMicros ? `  ${formatCost(step.usage.costMicros)}` : ''
  return `${step.key.padEnd(24)} ${time.padStart(8)}${again}${cost}`
}

function bar(fraction: number): string {
  const filled = Math.round(fraction * 20)
  return '█'.repeat(filled) + '░'.repeat(20 - filled)
}

const cut = (line: string, columns: number) => [...line].slice(0, Math.max(0, columns)).join('')
