/**
 * Class names in a row; what is false is left out.
 *
 * @example
 * cn('rounded', isOpen && 'bg-sunken') // 'rounded bg-sunken'
 */
export const cn = (...names: (string | false | null | undefined)[]): string =>
  names.filter(Boolean).join(' ')
