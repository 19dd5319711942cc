// J and K walk through the marks. Any other key presses the button or link that names it in data-key:
// the one of the mark in focus first, else the one that belongs to no mark.
customElements.define(
  'galley-keys',
  class extends HTMLElement {
    connectedCallback() {
      this.listener = (event) => {
        if (isTyping(event) || localStorage.getItem('keys') === 'off') return
        if (this.press(event.key.toLowerCase())) event.preventDefault()
      }
      document.addEventListener('keydown', this.listener)
    }

    disconnectedCallback() {
      document.removeEventListener('keydown', this.listener)
    }

    press(key) {
      if (key === 'j') return this.walk(1)
      if (key === 'k') return this.walk(-1)
      const named = `[data-key="${CSS.escape(key)}"]`
      const found = this.mark()?.querySelector(named) ?? [...this.querySelectorAll(named)].find((one) => !one.closest('[data-mark]'))
      found?.click()
      return Boolean(found)
    }

    mark() {
      return document.activeElement.closest('[data-mark]') ?? this.querySelector('[data-mark]:target')
    }

    walk(by) {
      const marks = [...this.querySelectorAll('[data-mark]')]
      const at = marks.indexOf(this.mark())
      marks.at(at < 0 && by < 0 ? -1 : (at + by) % marks.length)?.focus()
      return marks.length > 0
    }
  },
)

function isTyping(event) {
  return event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select, dialog, [contenteditable]')
}
