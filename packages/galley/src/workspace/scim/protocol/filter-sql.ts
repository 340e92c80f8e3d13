import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { AttributePath } from './attribute-path.ts'
import { unreadable } from './filter.ts'
import type { Comparison, Filter, FilterValue } from './filter.ts'

/** What an attribute is in the database. */
export type Target =
  | { kind: 'text'; value: SQL; caseExact?: boolean }
  /** Stored as it is compared, in lower case: so that its index is used. */
  | { kind: 'folded'; value: SQL; fold(text: string): string }
  | { kind: 'flag'; value: SQL }
  | { kind: 'moment'; value: SQL }
  /** Rows, and what the attributes of each are. */
  | { kind: 'list'; rows: SQL; sub(name: string): Target | null }

/** Finds an attribute; null when a list cannot be filtered by it. */
export type FindTarget = (path: AttributePath) => Target | null

/**
 * A filter as a condition that is true or false, never null. Values go as parameters; what is in the
 * statement itself is ours.
 *
 * @throws InvalidError (invalidFilter)
 */
export function filterToSql(filter: Filter, find: FindTarget): SQL {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const parts = filter.parts.map((part) => filterToSql(part, find))
      return sql`(${sql.join(parts, filter.kind === 'and' ? sql` and ` : sql` or `)})`
    }
    case 'not':
      return sql`(not ${filterToSql(filter.part, find)})`
    case 'some':
      return someOf(filter, find)
    case 'present':
      return onTarget(filter.path, find, isThere)
    case 'compare': {
      const { comparison, value } = filter
      return onTarget(filter.path, find, (target) => compare(target, comparison, value))
    }
  }
}

function someOf({ path, part }: Extract<Filter, { kind: 'some' }>, find: FindTarget): SQL {
  const target = find({ ...path, sub: null })
  if (target?.kind !== 'list' || path.sub !== null) throw unreadable('"[" follows no list')
  const inside: FindTarget = ({ attribute, sub }) => (sub === null ? target.sub(attribute) : null)
  return sql`exists (select from ${target.rows} where ${filterToSql(part, inside)})`
}

/** A condition on an attribute; of a list, that one of its values meets it. */
function onTarget(
  path: AttributePath,
  find: FindTarget,
  condition: (target: Exclude<Target, { kind: 'list' }>) => SQL,
): SQL {
  const whole = find({ ...path, sub: null })
  const target = whole?.kind === 'list' ? whole : find(path)
  if (!target) throw unreadable(`there is no filtering by "${nameOf(path)}"`)
  if (target.kind !== 'list') return condition(target)
  const value = target.sub(path.sub ?? 'value')
  if (!value || value.kind === 'list') throw unreadable(`there is no "${nameOf(path)}"`)
  return sql`exists (select from ${target.rows} where ${condition(value)})`
}

const nameOf = ({ attribute, sub }: AttributePath) => (sub ? `${attribute}.${sub}` : attribute)

const isThere = (target: Exclude<Target, { kind: 'list' }>): SQL =>
  target.kind === 'text' || target.kind === 'folded'
    ? sql`(coalesce(${target.value}, '') <> '')`
    : sql`(${target.value} is not null)`

function compare(
  target: Exclude<Target, { kind: 'list' }>,
  comparison: Comparison,
  value: FilterValue,
): SQL {
  if (value === null) {
    if (comparison === 'eq') return sql`(not ${isThere(target)})`
    if (comparison === 'ne') return isThere(target)
    throw unreadable('null is only equal or not')
  }
  if (target.kind === 'flag') return compareFlag(target.value, comparison, value)
  if (target.kind === 'moment') return compareMoment(target.value, comparison, value)
  if (typeof value !== 'string') throw unreadable('a text is compared with a string in quotes')
  if (target.kind === 'folded') {
    return compareText(target.value, sql`${target.fold(value)}::text`, comparison)
  }
  const fold = (text: SQL) => (target.caseExact ? text : sql`lower(${text})`)
  return compareText(fold(target.value), fold(sql`${value}::text`), comparison)
}

/** `is not null` beside, and no coalesce around: an index is of use then. */
function compareText(one: SQL, other: SQL, comparison: Comparison): SQL {
  switch (comparison) {
    case 'eq':
      return sql`(${one} is not null and ${one} = ${other})`
    case 'ne':
      return sql`(${one} is distinct from ${other})`
    case 'co':
      return sql`(${one} is not null and strpos(${one}, ${other}) > 0)`
    case 'sw':
      return sql`(${one} is not null and starts_with(${one}, ${other}))`
    case 'ew':
      return sql`(${one} is not null and right(${one}, length(${other})) = ${other})`
    default:
      return sql`(${one} is not null and ${one} ${ordering[comparison]} ${other} collate "C")`
  }
}

const ordering = { gt: sql`>`, ge: sql`>=`, lt: sql`<`, le: sql`<=` }

function compareFlag(flag: SQL, comparison: Comparison, value: FilterValue): SQL {
  const text = String(value).toLowerCase()
  if (text !== 'true' && text !== 'false') throw unreadable('a boolean is true or false')
  if (comparison === 'eq') return sql`(${flag} is not distinct from ${text === 'true'}::boolean)`
  if (comparison === 'ne') return sql`(${flag} is distinct from ${text === 'true'}::boolean)`
  throw unreadable('a boolean is only equal or not')
}

function compareMoment(moment: SQL, comparison: Comparison, value: FilterValue): SQL {
  const isWritten =
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]{5,18}(Z|[+-]\d\d:?\d\d)?$/.test(value)
  const time = isWritten ? Date.parse(value as string) : Number.NaN
  if (Number.isNaN(time)) throw unreadable('a time is written as 2026-01-31T12:00:00Z')
  const other = sql`${new Date(time).toISOString()}::timestamptz`
  const one = sql`date_trunc('milliseconds', ${moment})`
  if (comparison === 'eq') return sql`(${one} = ${other})`
  if (comparison === 'ne') return sql`(${one} <> ${other})`
  if (comparison === 'co' || comparison === 'sw' || comparison === 'ew') {
    throw unreadable('times are compared as wholes')
  }
  return sql`(${one} ${ordering[comparison]} ${other})`
}
