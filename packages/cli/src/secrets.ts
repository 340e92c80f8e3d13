import { resealSecrets, rotateMasterKey } from '@galley/galley/node'
import { root, withLocal } from './local.ts'
import { UserError } from './user-error.ts'

/** Makes a new master key in the data folder, and seals everything with it. */
export async function rotateSecrets(): Promise<void> {
  await rotateMasterKey(process.env, { baseFolder: root })
  say(
    'There is a new master key. Processes that run learn it from the data folder when they need it.',
  )
  await reseal()
  say('Restart all of them, then run "galley secrets reseal" once more: until then they may seal')
  say('with the key that they started with. After that only the first line of the file is needed.')
}

/** Seals what is sealed with an earlier master key with the current one. */
export async function reseal(): Promise<void> {
  const { resealed, current, unreadable } = await withLocal(({ ctx }) =>
    resealSecrets(ctx, { onProgress: (report) => say(`${report.resealed} sealed anew …`) }),
  )
  say(`${resealed} sealed anew, ${current} were current, ${unreadable.length} cannot be opened.`)
  if (unreadable.length === 0) return
  const places = unreadable.map(({ table, column, id }) => `  ${table}.${column} of ${id}`)
  throw new UserError(
    'secrets_unreadable',
    `Sealed with a key that is not known, or damaged:\n${places.join('\n')}\nName the key in GALLEY_SECRET_PREVIOUS and run "galley secrets reseal" again.`,
  )
}

const say = (line: string) => void process.stderr.write(`${line}\n`)
