import { useEffect, useImperativeHandle, useRef, useState } from 'react'
import type { Ref } from 'react'
import { rank } from '../app/commands/match.ts'
import { useMessages } from '../messages/define-messages.ts'
import { cn } from '../ui/cn.ts'
import { useBlocks } from './blocks.ts'
import type { BlockChoice } from './blocks.ts'
import type { ArticleEditor } from './create-editor.ts'
import { ImageDialog } from './image-dialog.tsx'
import { messages } from './messages.ts'
import { dismissSlash, slashState } from './slash.ts'
import type { SlashKeys, SlashState } from './slash.ts'
import { useEditorState } from './use-editor.ts'

export interface SlashListProps {
  editor: ArticleEditor
  /** Where the editor hands the keys to, while the list is open. */
  keys: Ref<SlashKeys>
}

/** The blocks that can be put in, at the slash that somebody typed. */
export function SlashList({ editor, keys }: SlashListProps) {
  const text = useMessages(messages)
  const slash = slashState(useEditorState(editor))
  const [active, setActive] = useState(0)
  const [hasImage, setImage] = useState(false)
  const blocks = useBlocks(() => setImage(true))
  const shown = slash
    ? blocks.filter(({ label }) => !slash.query || rank(label, slash.query) !== null)
    : []
  const current = Math.min(active, shown.length - 1)

  function choose(block: BlockChoice | undefined, at: SlashState) {
    if (!block) return
    // The slash and its word go, whatever takes their place.
    editor.view.dispatch(editor.getState().tr.delete(at.from, at.from + at.query.length + 1))
    setActive(0)
    block.run(editor)
  }

  useImperativeHandle(keys, () => (event) => {
    if (!slash) return false
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : -1
      setActive((current + step + shown.length) % Math.max(1, shown.length))
      return true
    }
    if (event.key === 'Enter' || event.key === 'Tab') {
      choose(shown[current], slash)
      return shown.length > 0
    }
    if (event.key === 'Escape') {
      editor.view.dispatch(dismissSlash(editor.getState().tr, slash))
      return true
    }
    return false
  })

  return (
    <>
      {slash && (
        <List
          editor={editor}
          at={slash.from}
          shown={shown}
          current={current}
          nothing={text.noBlocks}
          label={text.insert}
          onPoint={setActive}
          onChoose={(block) => choose(block, slash)}
        />
      )}
      {hasImage && <ImageDialog editor={editor} onClose={() => setImage(false)} />}
    </>
  )
}

interface ListProps {
  editor: ArticleEditor
  at: number
  shown: readonly BlockChoice[]
  current: number
  nothing: string
  label: string
  onPoint: (index: number) => void
  onChoose: (block: BlockChoice) => void
}

function List({ editor, at, shown, current, nothing, label, onPoint, onChoose }: ListProps) {
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = panel.current!
    element.showPopover()
    const { left, bottom, top } = editor.view.coordsAtPos(at)
    const { offsetHeight: height, offsetWidth: width } = element
    const isBelow = bottom + height + 12 < innerHeight
    element.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`
    element.style.top = `${isBelow ? bottom + 6 : Math.max(8, top - height - 6)}px`
  }, [editor, at, shown.length])
  useEffect(() => {
    panel.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
    // The text keeps the focus; this says to screen readers which block is meant.
    const { dom } = editor.view
    dom.setAttribute('aria-activedescendant', `slash-${shown[current]?.id ?? ''}`)
    dom.setAttribute('aria-controls', 'slash-list')
    return () => {
      dom.removeAttribute('aria-activedescendant')
      dom.removeAttribute('aria-controls')
    }
  }, [editor, shown, current])

  return (
    <div
      ref={panel}
      id="slash-list"
      popover="manual"
      role="listbox"
      tabIndex={-1}
      aria-label={label}
      className="fixed inset-auto m-0 max-h-72 w-60 overflow-y-auto rounded-lg border border-line bg-surface p-1.5 text-ink shadow-float"
    >
      {shown.length === 0 && <p className="px-2.5 py-1.5 text-sm text-muted">{nothing}</p>}
      {shown.map((block, index) => {
        const { id, label, icon: Icon } = block
        return (
          <div
            key={id}
            id={`slash-${id}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            onPointerMove={() => index === current || onPoint(index)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(block)}
            onKeyDown={(event) => event.key === 'Enter' && onChoose(block)}
            className={cn(
              'flex min-h-8 items-center gap-2.5 rounded px-2.5 text-sm',
              index === current && 'bg-sunken',
            )}
          >
            <Icon aria-hidden className="size-4 text-muted" />
            {label}
          </div>
        )
      })}
    </div>
  )
}
