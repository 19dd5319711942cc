// Shows the keys of a page in its dialog, and remembers whether to use them: a screen reader or a voice may need the letters itself.
customElements.define(
  'keys-help',
  class extends HTMLElement {
    connectedCallback() {
      const dialog = this.querySelector('dialog')
      const use = this.querySelector('input')
      use.checked = localStorage.getItem('keys') !== 'off'
      use.addEventListener('change', () => localStorage.setItem('keys', use.checked ? 'on' : 'off'))
      this.querySelector('button').addEventListener('click', () => dialog.showModal())
      this.listener = (event) => {
        if (event.key !== '?' || !use.checked || event.target.closest('input, textarea, select, dialog')) return
        dialog.showModal()
        event.preventDefault()
      }
      document.addEventListener('keydown', this.listener)
    }

    disconnectedCallback() {
      document.removeEventListener('keydown', this.listener)
    }
  },
)
