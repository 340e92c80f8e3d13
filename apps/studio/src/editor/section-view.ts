import type { Node } from 'prosemirror-model'
import type { NodeView } from 'prosemirror-view'

export interface SectionViewOptions {
  /** The name of the button, read out by screen readers. */
  label: (heading: string) => string
  onMenu: (id: string, button: HTMLElement) => void
}

/** A section with a button beside its heading, behind which is what can be done with it. */
export function createSectionView({ label, onMenu }: SectionViewOptions) {
  return (node: Node): NodeView => {
    let id = node.attrs['id'] as string
    const dom = document.createElement('section')
    const contentDOM = document.createElement('div')
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'section-button'
    button.contentEditable = 'false'
    button.setAttribute('aria-haspopup', 'menu')
    button.append('⋯')
    button.addEventListener('mousedown', (event) => event.preventDefault())
    button.addEventListener('click', () => onMenu(id, button))
    dom.append(button, contentDOM)

    const show = ({ attrs, firstChild }: Node) => {
      id = attrs['id'] as string
      dom.dataset['section'] = id
      button.setAttribute('aria-label', label(firstChild?.textContent ?? ''))
    }
    show(node)
    return {
      dom,
      contentDOM,
      update(next) {
        if (next.type !== node.type) return false
        show(next)
        return true
      },
      stopEvent: (event) => event.target === button,
      ignoreMutation: (mutation) => !contentDOM.contains(mutation.target),
    }
  }
}
