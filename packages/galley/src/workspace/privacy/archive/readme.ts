import type { ArchivePart } from './archive-part.ts'
import { machineryTables, notThePersons, secretColumns } from './archive-policy.ts'

const encoder = new TextEncoder()

const common = `
Each \`data/<table>.ndjson\` holds one JSON object a line, in the order of the table's primary key.
Names are those of the database; times are ISO 8601, amounts of money are micro-units of US dollars.
\`manifest.json\` lists every other entry with its bytes, its rows and its SHA-256.
`

/** What whoever opens a workspace's archive finds first. */
export function workspaceReadme(
  tables: readonly string[],
  parts: readonly ArchivePart[],
): Uint8Array {
  return encoder.encode(`# Everything of this workspace
${common}
- \`data/\`: the rows, all of one moment. Of members the name and the address are in \`users\`.
- \`files/\`: the bytes as they came, under their keys: \`storage_key\` of \`data/sources.ndjson\` names them.
${parts.map(({ folder, describes }) => `- \`${folder}/\`: ${describes}`).join('\n')}

## Tables
${tables.map((name) => `- \`${name}\`${without(name)}`).join('\n')}

## Left out
${reasons(machineryTables)}
`)
}

export function accountReadme(tables: readonly string[]): Uint8Array {
  return encoder.encode(`# Everything of your account
${common}
What you wrote belongs to the workspace that you wrote it in, and is in its archive.

## Tables
${tables.map((name) => `- \`${name}\`${without(name)}`).join('\n')}

## Left out
${reasons(notThePersons)}
`)
}

function without(table: string): string {
  const columns = Object.keys(secretColumns[table] ?? {})
  return columns.length === 0 ? '' : `, without ${columns.map((name) => `\`${name}\``).join(', ')}`
}

const reasons = (left: Readonly<Record<string, string>>) =>
  Object.entries(left)
    .map(([name, reason]) => `- \`${name}\`: ${reason}`)
    .join('\n')
