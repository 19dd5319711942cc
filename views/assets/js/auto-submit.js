// Sends its form as soon as a choice changes; without it the form has a button.
customElements.define(
  'auto-submit',
  class extends HTMLElement {
    connectedCallback() {
      this.addEventListener('change', () => this.querySelector('form').requestSubmit())
    }
  },
)
