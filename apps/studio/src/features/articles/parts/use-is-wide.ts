import { useSyncExternalStore } from 'react'

const wide = () => matchMedia('(min-width: 64rem)')

/** Whether there is room for something beside the text. */
export const isWide = (): boolean => wide().matches

export const useIsWide = (): boolean =>
  useSyncExternalStore((listener) => {
    const list = wide()
    list.addEventListener('change', listener)
    return () => list.removeEventListener('change', listener)
  }, isWide)
