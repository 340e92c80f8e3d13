import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { addAbortSignal } from 'node:stream'
import { UserError } from './user-error.ts'

/** One file that becomes a source. */
export interface InputFile {
  name: string
  bytes: Uint8Array<ArrayBuffer>
}

const MOST_FILES = 50

/** Where the user stands, which is not where npm runs us. */
export function fromCaller(path: string): string {
  return resolve(process.env.GALLEY_CALLED_FROM ?? process.cwd(), path)
}

/** What `galley write` was pointed at: a file, the files of a folder in name order, or a pipe. */
export async function readInput(source: string, signal: AbortSignal): Promise<InputFile[]> {
  if (source === '-') return [{ name: 'standard-input', bytes: await readStandardInput(signal) }]
  const path = fromCaller(source)
  const about = await stat(path).catch(() => null)
  if (!about) throw new UserError('input_missing', `There is no file or folder ${path}.`)
  if (!about.isDirectory()) return [await readOne(path)]

  const entries = await readdir(path, { withFileTypes: true })
  const names = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
  if (names.length === 0)
    throw new UserError('input_missing', `There is no file in the folder ${path}.`)
  if (names.length > MOST_FILES) {
    throw new UserError(
      'input_too_large',
      `The folder ${path} has ${names.length} files; an article is made of at most ${MOST_FILES} sources.`,
    )
  }
  names.sort((left, right) => left.localeCompare(right, undefined, { numeric: true }))
  return Promise.all(names.map((name) => readOne(join(path, name))))
}

async function readOne(path: string): Promise<InputFile> {
  try {
    return { name: basename(path), bytes: new Uint8Array(await readFile(path)) }
  } catch (error) {
    throw new UserError('input_unreadable', `${path} cannot be read: ${(error as Error).message}`)
  }
}

async function readStandardInput(signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  if (process.stdin.isTTY) {
    const message = 'Give a file or a folder, or pipe text in: galley write talk.md'
    throw new UserError('input_missing', message)
  }
  const chunks: Buffer[] = []
  const input = addAbortSignal(signal, process.stdin)
  try {
    for await (const chunk of input) chunks.push(chunk as Buffer)
  } catch (error) {
    signal.throwIfAborted()
    throw error
  }
  return new Uint8Array(Buffer.concat(chunks))
}
