import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The project's own files, as git knows them (new ones too), by what they are. */
export async function listFiles(root: string): Promise<{ code: string[]; documents: string[] }> {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate']
  const { stdout } = await run('git', args, { cwd: root, maxBuffer: 64e6 })
  const { stdout: gone } = await run('git', ['ls-files', '--deleted'], {
    cwd: root,
    maxBuffer: 64e6,
  })
  const deleted = new Set(gone.split('\n'))
  const all = stdout.split('\n').filter((file) => file && !deleted.has(file))
  return {
    code: all.filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts')),
    documents: all.filter((file) => file.endsWith('.md')),
  }
}
