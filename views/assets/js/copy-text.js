// Puts the text of its field on the clipboard; without it the text is marked and copied by hand.
customElements.define(
  'copy-text',
  class extends HTMLElement {
    connectedCallback() {
      // Browsers give the clipboard to https and to this machine only.
      if (!navigator.clipboard) return
      const button = Object.assign(document.createElement('button'), { type: 'button', className: 'btn', textContent: 'Copy' })
      button.addEventListener('click', async () => {
        await navigator.clipboard.writeText(this.querySelector('input').value)
        button.textContent = 'Copied'
      })
      this.append(button)
    }
  },
)
