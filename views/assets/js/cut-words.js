import { isFree } from './is-free.js'

// Selected words and X, or the scissors of a paragraph, ask what the words are and cut them; without it the scissors lead to a form.
customElements.define(
  'cut-words',
  class extends HTMLElement {
    connectedCallback() {
      this.dialog = this.querySelector('dialog')
      this.press = (event) => isFree(event) && event.key.toLowerCase() === 'x' && this.selected() && stop(event)
      this.click = (event) => {
        const line = event.target.closest('.cutter')?.closest('.p')
        if (line && this.ask(line, 0, line.querySelector('.t').textContent)) stop(event)
      }
      document.addEventListener('keydown', this.press, true)
      document.addEventListener('click', this.click)
    }

    disconnectedCallback() {
      document.removeEventListener('keydown', this.press, true)
      document.removeEventListener('click', this.click)
    }

    // Words over several paragraphs are no one cut: the key does nothing then, rather than something else.
    selected() {
      const selection = getSelection()
      if (selection.isCollapsed || selection.toString().trim() === '') return false
      const range = selection.getRangeAt(0)
      const text = range.startContainer.parentElement?.closest('.p .t')
      if (!text) return true
      const [before, rest] = [document.createRange(), document.createRange()]
      before.setStart(text, 0)
      before.setEnd(range.startContainer, range.startOffset)
      // Three clicks select a paragraph and the empty beginning of what follows.
      rest.setStart(range.startContainer, range.startOffset)
      rest.setEnd(text, text.childNodes.length)
      const words = text.contains(range.endContainer) ? range.toString() : rest.toString()
      return words.trim() !== selection.toString().trim() || this.ask(text.closest('.p'), before.toString().length, words)
    }

    ask(line, start, words) {
      const form = this.querySelector('form')
      form.action = `${this.getAttribute('to') + encodeURIComponent(line.id.slice(2))}/cut`
      Object.assign(form.elements.words, { value: words })
      Object.assign(form.elements.start, { value: start })
      this.querySelector('blockquote').textContent = words
      this.dialog.showModal()
      form.querySelector('.pri').focus()
      return true
    }
  },
)

const stop = (event) => {
  event.preventDefault()
  event.stopImmediatePropagation()
}
