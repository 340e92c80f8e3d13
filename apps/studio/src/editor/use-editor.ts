import { useSyncExternalStore } from 'react'
import type { EditorState } from 'prosemirror-state'
import type { ArticleEditor } from './create-editor.ts'

/** The editor's state; who asks is drawn anew with every change of it. */
export const useEditorState = (editor: ArticleEditor): EditorState =>
  useSyncExternalStore(editor.subscribe, editor.getState)
