import { lazy, Suspense, useState } from 'react'
import type { ReactNode } from 'react'
import type { ArticleEditor } from '../../../editor/create-editor.ts'
import { Outline } from '../../../editor/outline.tsx'
import { useCommands } from '../../../app/commands/commands.ts'
import { setPreference, usePreference } from '../../../app/preferences.ts'
import { useMay } from '../../../app/session.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { messages } from '../desk-messages.ts'
import type { ArticleDocument } from '../saving/article-text.ts'
import type { DeskHooks } from './article-desk.tsx'
import { DeskBar } from './desk-bar.tsx'
import type { PanelName, Rewriting } from './side-panel.tsx'
import { useFocusMode } from './use-focus-mode.ts'
import { isWide, useIsWide } from './use-is-wide.ts'
import { WithSaving } from './with-saving.tsx'

// Nobody sees these before they ask for them.
const SidePanel = lazy(() =>
  import('./side-panel.tsx').then((file) => ({ default: file.SidePanel })),
)
const SectionMenu = lazy(() =>
  import('./section-menu.tsx').then((file) => ({ default: file.SectionMenu })),
)
const BlockMenu = lazy(() =>
  import('../../../editor/block-menu.tsx').then((file) => ({ default: file.BlockMenu })),
)
const SourceView = lazy(() =>
  import('./source-view.tsx').then((file) => ({ default: file.SourceView })),
)
const FindBar = lazy(() =>
  import('../../../editor/find-bar.tsx').then((file) => ({ default: file.FindBar })),
)
const SlashList = lazy(() =>
  import('../../../editor/slash-list.tsx').then((file) => ({ default: file.SlashList })),
)

interface DeskProps {
  document: ArticleDocument
  /** Null until its element is there. */
  editor: ArticleEditor | null
  hooks: DeskHooks
  place: ReactNode
  mayWrite: boolean
}

/** The text in the middle; the outline before it, what belongs to a place of it behind it. */
export function Desk({ document, editor, hooks, place, mayWrite }: DeskProps) {
  const text = useMessages(messages)
  const [panel, setPanel] = useState<PanelName | null>(() =>
    // Beside the text where there is room; elsewhere it would lie over it.
    isWide() ? 'sources' : null,
  )
  const [rewriting, setRewriting] = useState<Rewriting | null>(null)
  const [isFinding, setFinding] = useState(false)
  const mayGenerate = useMay('articles.generate')
  const [isSource, setSource] = useState(false)
  const focus = useFocusMode(editor)
  const isSuggesting = usePreference('ghostText')
  const hasRoom = useIsWide()
  const [hadRoom, setHadRoom] = useState(hasRoom)
  if (hadRoom !== hasRoom) {
    // What stood beside the text does not jump in front of it when the window gets narrow.
    setHadRoom(hasRoom)
    if (!hasRoom) setPanel(null)
  }
  const toggle = (name: PanelName) => () => setPanel(panel === name ? null : name)

  useCommands([
    {
      id: 'article.find',
      label: text.find,
      group: text.article,
      keys: 'mod+f',
      isForWriting: true,
      run: () => setFinding(true),
    },
    {
      id: 'article.focus',
      label: text.focusMode,
      group: text.article,
      keys: 'mod+shift+f',
      isForWriting: true,
      run: focus.toggle,
    },
    {
      id: 'article.source',
      label: text.sourceView,
      group: text.article,
      keys: 'mod+shift+m',
      isForWriting: true,
      run: () => setSource(!isSource),
    },
    {
      id: 'article.sources',
      label: text.showSources,
      group: text.article,
      keys: 'mod+shift+s',
      isForWriting: true,
      run: toggle('sources'),
    },
    {
      id: 'article.versions',
      label: text.showVersions,
      group: text.article,
      keys: 'mod+shift+h',
      isForWriting: true,
      run: toggle('versions'),
    },
    {
      id: 'article.suggestions',
      label: isSuggesting ? text.suggestionsOff : text.suggestionsOn,
      group: text.article,
      run: () => setPreference('ghostText', !isSuggesting),
    },
  ])

  return (
    <div
      data-focus={focus.isOn ? 'on' : 'off'}
      className="flex min-h-[calc(100dvh-3.5rem)] flex-col"
    >
      {editor && (
        <WithSaving editor={editor} document={document} hooks={hooks}>
          {(saving, onDecide) => (
            <div className="sticky top-14 z-10 bg-paper">
              <DeskBar
                editor={editor}
                document={document}
                saving={saving}
                onDecide={onDecide}
                mayWrite={mayWrite}
                panel={panel}
                isSource={isSource}
                isFocused={focus.isOn}
                onFind={() => setFinding(true)}
                onFocus={focus.toggle}
                onSource={() => setSource(!isSource)}
                onPanel={(name) => toggle(name)()}
              />
              <Suspense fallback={<div className="h-11 border-b border-line" />}>
                {isFinding && <FindBar editor={editor} onClose={() => setFinding(false)} />}
              </Suspense>
            </div>
          )}
        </WithSaving>
      )}
      <div className="flex flex-1 justify-center">
        {!focus.isOn && (
          <div className="sticky top-28 hidden max-h-[calc(100dvh-7rem)] w-60 shrink-0 self-start overflow-y-auto px-4 py-8 xl:block">
            {editor && <Outline editor={editor} isEditable={mayWrite} />}
          </div>
        )}
        <div className="w-full max-w-184 min-w-0 px-4 py-8 sm:px-8">
          <div hidden={isSource}>{place}</div>
          <Suspense fallback={null}>
            {isSource && editor && (
              <SourceView editor={editor} isEditable={mayWrite} onDone={() => setSource(false)} />
            )}
          </Suspense>
        </div>
        {panel && editor && !focus.isOn && (
          <Suspense
            fallback={<div className="hidden w-96 shrink-0 border-s border-line lg:block" />}
          >
            <SidePanel
              name={panel}
              editor={editor}
              document={document}
              mayWrite={mayWrite}
              rewriting={rewriting}
              onRewrite={setRewriting}
              onFlush={hooks.flush}
              onClose={() => setPanel(null)}
            />
          </Suspense>
        )}
      </div>
      {editor && mayWrite && (
        <Suspense fallback={null}>
          <SlashList editor={editor} keys={hooks.setSlashKeys} />
          <BlockMenu editor={editor} onOpener={hooks.setBlockMenu} />
          <SectionMenu
            editor={editor}
            hooks={hooks}
            onRewrite={
              mayGenerate
                ? (sectionId, action) => {
                    setRewriting({ sectionId, action })
                    setPanel('rewrite')
                  }
                : undefined
            }
          />
        </Suspense>
      )}
    </div>
  )
}
