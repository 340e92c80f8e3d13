import { access, constants, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fromCaller } from './read-input.ts'
import { UserError } from './user-error.ts'

/** Where an article goes. */
export type Output =
  | { kind: 'standard-output' }
  /** Named by the person: what is there is replaced. */
  | { kind: 'file'; path: string }
  /** Named after the article: what is there is left alone. */
  | { kind: 'folder'; path: string }

/**
 * Settles where the article will go, before any work is done and paid.
 *
 * @throws UserError when nothing can be written there.
 */
export async function chooseOutput(out: string | undefined, isJson: boolean): Promise<Output> {
  if (out === '-') {
    if (!isJson) return { kind: 'standard-output' }
    throw new UserError('output_unusable', '--json and --out - both want standard output.')
  }
  if (out === undefined) {
    const path = fromCaller('.')
    await requireWritable(path, `Nothing can be written to ${path}. Name a file with --out.`)
    return { kind: 'folder', path }
  }
  const path = fromCaller(out)
  const folder = dirname(path)
  const [there, around] = await Promise.all(
    [path, folder].map((one) => stat(one).catch(() => null)),
  )
  if (there?.isDirectory()) {
    throw new UserError('output_unusable', `${path} is a folder. Name a file in it with --out.`)
  }
  if (!around?.isDirectory()) {
    throw new UserError(
      'output_unusable',
      `There is no folder ${folder}. Make it first: mkdir -p ${folder}`,
    )
  }
  await requireWritable(
    there ? path : folder,
    `${path} cannot be written. Name another file with --out.`,
  )
  return { kind: 'file', path }
}

async function requireWritable(path: string, message: string): Promise<void> {
  await access(path, constants.W_OK).catch(() => {
    throw new UserError('output_unusable', message)
  })
}

/** Writes the article and answers its path; null on standard output. */
export async function writeOutput(
  output: Output,
  article: { title: string; extension: string; body: string | Uint8Array },
): Promise<string | null> {
  if (output.kind === 'standard-output') {
    process.stdout.write(article.body)
    return null
  }
  if (output.kind === 'file') {
    await writeFile(output.path, article.body)
    return output.path
  }
  const name = slugOf(article.title)
  for (let number = 1; ; number += 1) {
    const file = `${name}${number > 1 ? `-${number}` : ''}.${article.extension}`
    const path = join(output.path, file)
    const isWritten = await writeFile(path, article.body, { flag: 'wx' }).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error
        return false
      },
    )
    if (isWritten) return path
  }
}

/** Short enough for every file system: 60 characters are at most 240 bytes. */
function slugOf(title: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return [...words.join('-')].slice(0, 60).join('').replace(/-+$/, '') || 'article'
}
