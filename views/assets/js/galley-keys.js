import { isFree } from './is-free.js'

// J and K walk through the marks, with Shift through all paragraphs. Any other key presses what names it in data-key: in the paragraph in
// focus first, else outside of all paragraphs.
customElements.define(
  'galley-keys',
  class extends HTMLElement {
    connectedCallback() {
      this.press = (event) => {
        const key = event.key.toLowerCase()
        const among = event.shiftKey ? '.p' : '[data-mark]'
        if (isFree(event) && (key === 'j' ? this.walk(1, among) : key === 'k' ? this.walk(-1, among) : this.act(key, event.shiftKey)))
          event.preventDefault()
      }
      document.addEventListener('keydown', this.press)
    }

    disconnectedCallback() {
      document.removeEventListener('keydown', this.press)
    }

    here() {
      return document.activeElement.closest('.p') ?? this.querySelector('.p:target')
    }

    walk(by, among) {
      const stops = [...this.querySelectorAll(among)]
      const from = this.here()
      const next = from && stops.findIndex((one) => one === from || from.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING)
      const at = !from || next < 0 ? (by < 0 ? -1 : 0) : next + (by < 0 ? -1 : stops[next] === from ? 1 : 0)
      stops.at(at % stops.length)?.focus()
      return stops.length > 0
    }

    act(key, withShift) {
      const found = (withShift && this.named(`shift ${key}`)) || this.named(key)
      found?.click()
      return found
    }

    named(key) {
      const named = `[data-key="${CSS.escape(key)}"]`
      return this.here()?.querySelector(named) ?? [...this.querySelectorAll(named)].find((one) => !one.closest('.p'))
    }
  },
)
