// Records `galley write` as it looks on a terminal: node scripts/pictures/record-write.ts
// Needs the program `script` (util-linux) for a terminal to write to.
import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { drawRecording } from './terminal-picture.ts'
import type { Frame } from './terminal-picture.ts'
import { createScreen } from './terminal-screen.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const shown = 'npm run galley -- write examples/talk.md --out post.md'
const STEP_MS = 120

const folder = await mkdtemp(join(tmpdir(), 'galley-picture-'))
const environment = {
  ...process.env,
  GALLEY_DATA: join(folder, 'data'),
  GALLEY_CALLED_FROM: folder,
}
const command = `${process.execPath} ${root}packages/cli/src/main.ts write ${root}examples/talk.md --out post.md`

await record() // the first run makes the database; the second is what people see every day
await writeFile(
  `${root}docs/pictures/write.svg`,
  drawRecording(await record(), 'galley write turns a talk into an article'),
)
await rm(folder, { recursive: true, force: true })

async function record(): Promise<Frame[]> {
  const screen = createScreen()
  screen.write(`\u001b[32m$\u001b[39m ${shown}\n`)
  const frames: Frame[] = [{ at: 0, lines: screen.snapshot() }]
  const startedAt = Date.now()
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child.stdout.on('data', (chunk: Buffer) => {
    screen.write(chunk.toString())
    const at = Date.now() - startedAt
    if (at - frames.at(-1)!.at < STEP_MS) frames.pop()
    frames.push({ at, lines: screen.snapshot() })
  })
  await new Promise((resolve) => child.once('exit', resolve))
  return frames
}
