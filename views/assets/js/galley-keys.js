// J and K walk through the marks. Any other key presses what names it in data-key: in the mark in focus first, else outside of all marks.
customElements.define(
  'galley-keys',
  class extends HTMLElement {
    connectedCallback() {
      this.press = (event) => {
        const key = event.key.toLowerCase()
        if (isFree(event) && (key === 'j' ? this.walk(1) : key === 'k' ? this.walk(-1) : this.act(key))) event.preventDefault()
      }
      document.addEventListener('keydown', this.press)
    }

    disconnectedCallback() {
      document.removeEventListener('keydown', this.press)
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

    act(key) {
      const named = `[data-key="${CSS.escape(key)}"]`
      const found = this.mark()?.querySelector(named) ?? [...this.querySelectorAll(named)].find((one) => !one.closest('[data-mark]'))
      found?.click()
      return found
    }
  },
)

const isFree = (event) =>
  !(event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem('keys') === 'off') &&
  !event.target.closest('input, textarea, select, dialog, [contenteditable]')
